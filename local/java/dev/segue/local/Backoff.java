package dev.segue.local;

import java.time.Duration;

/** How long to wait before each further delivery: twice the time before, up to a most. */
public record Backoff(Duration first, Duration most) {
  /** A hundredth of Eventarc's, which waits 10 s to 600 s. */
  public static final Backoff HUNDREDFOLD =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(6));

  Duration after(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(most) < 0 ? twice : most;
  }
}
