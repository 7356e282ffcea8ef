package dev.segue.local.page;

import dev.segue.local.Mischief;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** What people who watch do to events on their way. Each lasts until it is switched off. */
final class Nuisance implements Mischief {
  private static final Duration LATE = Duration.ofSeconds(5);

  private boolean twice;
  private boolean late;
  private boolean overtaken;
  private boolean oddOne;

  synchronized void twice(boolean on) {
    twice = on;
  }

  synchronized void late(boolean on) {
    late = on;
  }

  /** Every other event is late, so that the one after it overtakes it. */
  synchronized void overtaken(boolean on) {
    overtaken = on;
    oddOne = false;
  }

  @Override
  public synchronized List<Duration> copies() {
    oddOne = !oddOne;
    var delay = late || (overtaken && oddOne) ? LATE : Duration.ZERO;
    return Collections.nCopies(twice ? 2 : 1, delay);
  }

  @Override
  public boolean losesAcknowledgement() {
    return false;
  }
}
