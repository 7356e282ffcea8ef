package dev.segue.segment;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The segment that a user is in, and the user's changes that are not yet published.
 *
 * @param segment empty if the user was deleted or never seen
 * @param revision of the last change; 0 before the first
 * @param changedAt of the last change; {@link Instant#EPOCH} before the first
 * @param asOf the time of the look that wrote this, and at which all of it was true; {@link
 *     Instant#EPOCH} if no look is known
 * @param seen the {@link Fingerprint} of the user's documents at that look; empty if no look is
 *     known
 * @param due when time alone moves the user; empty if it never does
 * @param pending the changes not yet known to be published, oldest first
 */
public record Membership(
    Optional<Segment> segment,
    long revision,
    Instant changedAt,
    Instant asOf,
    String seen,
    Optional<Instant> due,
    List<SegmentChange> pending) {
  /**
   * The most changes that may be pending.
   *
   * <p>Each change is added after an attempt to publish those before it, so 50 are reached only if
   * publishing fails for long while the user keeps changing. A change takes at most about 8,300
   * bytes of its document, and 30 KB as a message. So 50 stay below 420 KB in a document of at most
   * 1 MiB, and below 2 MB in a publish request of at most 10 MB. Every attempt sends all of them;
   * thousands would not be sent in time.
   */
  public static final int MAX_PENDING = 50;

  /** The membership of a user never seen. */
  public static final Membership NONE =
      new Membership(
          Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH, "", Optional.empty(), List.of());

  public Membership {
    pending = List.copyOf(pending);
  }

  /**
   * Returns whether there is no room for another pending change. None is dropped to make room; the
   * next change is decided again later.
   */
  public boolean isFull() {
    return pending.size() >= MAX_PENDING;
  }

  /**
   * Returns the user's next change.
   *
   * @param next empty if there is no user document
   * @param now the database's time
   * @param writtenAt as in {@link SegmentChange}
   */
  public SegmentChange change(
      Optional<Segment> next,
      Cause cause,
      Reason reason,
      String rules,
      Instant now,
      Optional<Instant> writtenAt) {
    return new SegmentChange(
        revision + 1,
        segment,
        next,
        cause,
        reason,
        rules,
        after(changedAt, now),
        writtenAt.map(time -> time.truncatedTo(MICROS)));
  }

  /** Returns the membership after {@code change}, with the change pending. */
  public Membership with(SegmentChange change) {
    return new Membership(
        change.segment(),
        change.revision(),
        change.changedAt(),
        asOf,
        seen,
        due,
        Stream.concat(pending.stream(), Stream.of(change)).toList());
  }

  /**
   * Returns this membership with the marks of another look.
   *
   * @param next when time alone moves the user
   */
  public Membership marked(Instant time, String fingerprint, Optional<Instant> next) {
    return new Membership(segment, revision, changedAt, time, fingerprint, next, pending);
  }

  /** Returns this membership as if no look were known, so that the next look writes it. */
  public Membership unmarked() {
    return marked(Instant.EPOCH, "", due);
  }

  /** Returns this membership after its pending changes were published. */
  public Membership settled() {
    return new Membership(segment, revision, changedAt, asOf, seen, due, List.of());
  }

  private static Instant after(Instant last, Instant now) {
    var earliest = last.plus(1, MICROS);
    return now.isBefore(earliest) ? earliest : now.truncatedTo(MICROS);
  }
}
