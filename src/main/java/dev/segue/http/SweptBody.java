package dev.segue.http;

import dev.segue.sweep.Swept;

/** A sweep's answer, as {@link Swept}. */
record SweptBody(int drained, int failed, int left, long oldestPendingMs, boolean complete) {
  static SweptBody of(Swept swept) {
    return new SweptBody(
        swept.drained(),
        swept.failed(),
        swept.left(),
        swept.oldestPending().toMillis(),
        swept.complete());
  }
}
