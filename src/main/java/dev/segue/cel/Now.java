package dev.segue.cel;

import java.time.Instant;
import java.util.Optional;

/** The time of an evaluation, which collects when its outcome may change. */
final class Now {
  /** The last time that Firestore can store. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final Instant time;
  private Instant next = Instant.MAX;

  /**
   * @param time in microseconds
   */
  Now(Instant time) {
    this.time = time;
  }

  Instant time() {
    return time;
  }

  /** A comparison has another outcome from this later moment on. */
  void changesAt(Instant moment) {
    if (moment.isBefore(next)) {
      next = moment;
    }
  }

  /**
   * Returns the first moment at which a comparison changes. Until then the evaluation takes the
   * same path, so that comparisons that it did not reach do not matter.
   */
  Optional<Instant> next() {
    return next.isAfter(LAST) ? Optional.empty() : Optional.of(next);
  }
}
