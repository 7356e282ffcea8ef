package dev.segue.local;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What happens to events between Firestore and a function, within what Eventarc allows itself. */
public interface EventFaults {
  /** Returns the delay of each copy of the next event. */
  List<Duration> copies();

  /** Returns whether the next acknowledgement is lost, so that its event is delivered again. */
  default boolean losesAcknowledgement() {
    return false;
  }

  /** Delivers each event once, without delay. */
  static EventFaults none() {
    return () -> List.of(Duration.ZERO);
  }

  /**
   * The same for the same seed: one event in three comes two or three times, its copies together or
   * each with its own delay; delays are up to half a second; one acknowledgement in five is lost.
   */
  static EventFaults seeded(long seed) {
    var random = new Random(seed);
    return new EventFaults() {
      @Override
      public synchronized List<Duration> copies() {
        var copies = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
        return random.nextBoolean()
            ? Collections.nCopies(copies, delay())
            : Stream.generate(this::delay).limit(copies).toList();
      }

      @Override
      public synchronized boolean losesAcknowledgement() {
        return random.nextInt(5) == 0;
      }

      private Duration delay() {
        return Duration.ofMillis(random.nextInt(500));
      }
    };
  }
}
