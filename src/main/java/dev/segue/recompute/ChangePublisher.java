package dev.segue.recompute;

import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.util.List;

/** Publishes changes to subscribers. */
public interface ChangePublisher {

  /**
   * Publishes {@code changes} of one user in their order, each at least once.
   *
   * @throws UnavailableException if not all are known to be published; safe to repeat
   * @throws PermanentFailureException if they can never be published as they are
   */
  void publish(UserId user, List<SegmentChange> changes);
}
