package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The outcome of recomputing one user.
 *
 * @param revision the user's revision now
 * @param change the change that this call made, if it made one
 * @param published the changes that it published, its own and others left behind, oldest first
 * @param settled whether what it published was taken off the pending changes; if not, those are
 *     published again by the next call
 * @param unknownStatus whether the user has a status that no rule lists
 * @param faults the conditions that could not be evaluated, as in {@link
 *     dev.segue.segment.Reason#faults}
 */
public record Outcome(
    long revision,
    Optional<SegmentChange> change,
    List<SegmentChange> published,
    boolean settled,
    boolean unknownStatus,
    SortedMap<String, String> faults) {
  public Outcome {
    published = List.copyOf(published);
  }
}
