package dev.segue.local;

import java.time.Duration;
import java.util.List;

/** What happens to events on their way; everything here is within what Eventarc allows itself. */
public interface Mischief {
  /** How long each copy of the next event is held back; one entry for each copy. */
  List<Duration> copies();

  /**
   * Whether the function's next acknowledgement gets lost, so that the event is delivered again.
   */
  boolean losesAcknowledgement();

  /** Each event once, at once. */
  static Mischief none() {
    return new Mischief() {
      @Override
      public List<Duration> copies() {
        return List.of(Duration.ZERO);
      }

      @Override
      public boolean losesAcknowledgement() {
        return false;
      }
    };
  }

  /** Duplicates, delays, overtaking and lost acknowledgements, the same for the same seed. */
  static Mischief seeded(long seed) {
    return new SeededMischief(seed);
  }
}
