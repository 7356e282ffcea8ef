package dev.segue.sweep;

import dev.segue.segment.UnavailableException;
import java.util.Collection;
import java.util.List;

/**
 * Where dead letters wait, such as a Pub/Sub subscription. A letter that was pulled is delivered to
 * nobody else for a while, and then again unless it was acknowledged.
 */
public interface DeadLetterPuller {

  /**
   * Returns some letters; none where none is waiting.
   *
   * @throws NoSuchSubscriptionException where there is no such queue, or none that may be pulled
   *     from
   * @throws UnavailableException where the queue does not answer
   */
  List<DeadLetter> pull();

  /**
   * Removes letters for good. Repeating it is harmless.
   *
   * @throws UnavailableException where not all are known to be removed; those are delivered again
   */
  void acknowledge(Collection<? extends DeadLetter> letters);

  /** Has letters delivered again at once. Best effort: that happens by itself, only later. */
  void release(Collection<? extends DeadLetter> letters);
}
