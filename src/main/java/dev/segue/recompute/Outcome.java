package dev.segue.recompute;

import dev.segue.segment.SegmentChange;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The outcome of recomputing a user.
 *
 * @param revision the user's revision now
 * @param change the change that this call made, if any
 * @param published the changes that this call published, including earlier ones; oldest first
 * @param settled false if the published changes may still be pending, so that the next call
 *     publishes them again; true also if another call wrote the segment document since, and so has
 *     them to publish and to settle
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
