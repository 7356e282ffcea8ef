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
  /**
   * How many changes may be pending, so that a backlog never costs more than one change does.
   *
   * <p>Each change that joins has been preceded by attempts to publish those before it, so that 50
   * are reached only where publishing fails for long, while the user goes on changing. A change
   * takes at most about 1,200 bytes of its document (two names of 63 bytes, two texts of 100
   * characters of up to 4 bytes, and what frames them), and at most about 20 KB as a message (an id
   * of 1,500 bytes four times, of which one is in JSON and may be six times as long). So 50 stay
   * below 60 KB in a document that may have 1 MiB, and below 1 MB in a publish request that may
   * have 10 MB and 1,000 messages. Every attempt carries all of them, and with thousands no attempt
   * would succeed in its time.
   */
  public static final int MAX_PENDING = 50;

  /** Of a user never seen. */
  public static final Membership NONE =
      new Membership(Optional.empty(), 0, Instant.EPOCH, List.of());

  public Membership {
    pending = List.copyOf(pending);
  }

  /**
   * Returns whether no change can join those pending. None of them is ever dropped for it: the user
   * document is the truth, so the change that has to wait is found there again.
   */
  public boolean isFull() {
    return pending.size() >= MAX_PENDING;
  }

  /**
   * Returns where the user stands after {@code assignment}: with one pending change more, or this
   * very membership where the segment stays.
   *
   * @param assignment empty where there is no user document
   * @param now the database's time
   * @throws IllegalStateException where there is a change, and this membership {@link #isFull}
   */
  public Membership follow(
      Optional<Assignment> assignment, Cause cause, String rules, Instant now) {
    var next = assignment.map(Assignment::segment);
    if (next.equals(segment)) {
      return this;
    }
    if (isFull()) {
      throw new IllegalStateException(
          "%d changes are pending, and no more than %d may be"
              .formatted(pending.size(), MAX_PENDING));
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
