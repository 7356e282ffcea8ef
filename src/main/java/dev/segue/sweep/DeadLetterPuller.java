package dev.segue.sweep;

import dev.segue.segment.UnavailableException;
import java.util.Collection;
import java.util.List;

/**
 * Pulls dead letters from a subscription. A letter that was pulled is hidden from other calls for a
 * while; then it is delivered again, unless it was acknowledged.
 */
public interface DeadLetterPuller {

  /**
   * Returns some letters; none if none is waiting.
   *
   * @throws NoSuchSubscriptionException if there is no such subscription, or it may not be pulled
   *     from
   * @throws UnavailableException if the subscription does not answer
   */
  List<DeadLetter> pull();

  /**
   * Removes letters for good. Safe to repeat.
   *
   * @throws UnavailableException if not all are known to be removed; those are delivered again
   */
  void acknowledge(Collection<? extends DeadLetter> letters);

  /** Has letters delivered again at once. Best effort: later, that happens without this call. */
  void release(Collection<? extends DeadLetter> letters);
}
