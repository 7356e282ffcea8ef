package dev.segue.segment;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where one user stands.
 *
 * @param segment empty where the user is gone or was never seen
 * @param revision of the last change; 0 before the first
 * @param changedAt of the last change; {@link Instant#EPOCH} before the first
 * @param pending the changes not yet known to be published, oldest first
 */
public record Membership(
    Optional<Segment> segment, long revision, Instant changedAt, List<SegmentChange> pending) {
  /** Of a user never seen. */
  public static final Membership NONE =
      new Membership(Optional.empty(), 0, Instant.EPOCH, List.of());

  public Membership {
    pending = List.copyOf(pending);
  }

  /**
   * Returns where the user stands after {@code assignment}: with one pending change more, or this
   * very membership where the segment stays.
   *
   * @param assignment empty where there is no user document
   * @param now the database's time
   */
  public Membership follow(
      Optional<Assignment> assignment, Cause cause, String rules, Instant now) {
    var next = assignment.map(Assignment::segment);
    if (next.equals(segment)) {
      return this;
    }
    var change =
        new SegmentChange(
            revision + 1,
            segment,
            next,
            cause,
            assignment.map(Assignment::reason).orElse(Reason.USER_GONE),
            rules,
            after(changedAt, now));
    var changes = new ArrayList<>(pending);
    changes.add(change);
    return new Membership(next, change.revision(), change.changedAt(), changes);
  }

  private static Instant after(Instant last, Instant now) {
    var earliest = last.plus(1, MICROS);
    return now.isBefore(earliest) ? earliest : now.truncatedTo(MICROS);
  }
}
