package dev.segue.local;

import java.time.Duration;

/** The time before each further delivery: doubles up to a maximum. */
public record Backoff(Duration first, Duration most) {
  /** A hundredth of Eventarc's 10 s to 600 s. */
  public static final Backoff HUNDREDFOLD =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(6));

  Duration after(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(most) < 0 ? twice : most;
  }
}
