package dev.segue.deadletter;

import dev.segue.segment.UnavailableException;
import java.util.Collection;
import java.util.List;

/**
 * Where dead letters wait. Whoever takes one has it to themselves for a while; then it comes back,
 * unless it was removed.
 */
public interface DeadLetterQueue {

  /**
   * Takes some letters; none where none is to be had.
   *
   * @throws NoSuchQueueException where there is no such queue, or none that may be taken from
   * @throws UnavailableException where nothing is known to be taken
   */
  List<DeadLetter> take();

  /**
   * Removes letters for good. Repeating it is harmless.
   *
   * @throws UnavailableException where not all are known to be removed; those come back
   */
  void remove(Collection<? extends DeadLetter> letters);

  /** Has letters come back at once. Best effort: they do so by themselves, later. */
  void putBack(Collection<? extends DeadLetter> letters);
}
