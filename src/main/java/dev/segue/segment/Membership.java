package dev.segue.segment;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The segment that one user is in, and the changes that led there and are not yet published.
 *
 * @param segment empty where the user is gone or was never seen
 * @param revision of the last change; 0 before the first
 * @param changedAt of the last change; {@link Instant#EPOCH} before the first
 * @param asOf the version of the user document that this is true of: its update time, or for a user
 *     who is gone the time of the look; {@link Instant#EPOCH} where that is not known
 * @param due when time alone moves the user; empty where it never does
 * @param pending the changes not yet known to be published, oldest first
 */
public record Membership(
    Optional<Segment> segment,
    long revision,
    Instant changedAt,
    Instant asOf,
    Optional<Instant> due,
    List<SegmentChange> pending) {
  /**
   * The most changes that may be pending.
   *
   * <p>Each change is added after attempts to publish those before it, so 50 are reached only where
   * publishing fails for long while the user goes on changing. A change takes at most about 1,200
   * bytes of its document (two names of 63 bytes, two texts of 100 characters of up to 4 bytes, and
   * what frames them), and 7,100 more where its rule has a condition (eight values, each with its
   * field, of 100 characters, and eight names). As a message it takes at most about 30 KB (an id of
   * 1,500 bytes four times, of which one is in JSON and may be six times as long, as may the
   * values). So 50 stay below 420 KB in a document that may have 1 MiB, and below 2 MB in a publish
   * request that may have 10 MB and 1,000 messages. Every attempt carries all of them, and with
   * thousands no attempt would succeed in its time.
   */
  public static final int MAX_PENDING = 50;

  /** Of a user never seen. */
  public static final Membership NONE =
      new Membership(
          Optional.empty(), 0, Instant.EPOCH, Instant.EPOCH, Optional.empty(), List.of());

  public Membership {
    pending = List.copyOf(pending);
  }

  /**
   * Returns whether there is no room for another pending change. None is dropped to make room: the
   * next change waits, and is found in the user document again.
   */
  public boolean isFull() {
    return pending.size() >= MAX_PENDING;
  }

  /**
   * Returns the user's next change.
   *
   * @param next empty where there is no user document
   * @param now the database's time
   * @param writtenAt when the user was written or deleted; empty where no event told of it
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

  /** Returns the membership after {@code change}, which is pending then. */
  public Membership with(SegmentChange change) {
    return new Membership(
        change.segment(),
        change.revision(),
        change.changedAt(),
        asOf,
        due,
        Stream.concat(pending.stream(), Stream.of(change)).toList());
  }

  /**
   * Returns this membership as of another version of the user.
   *
   * @param next when time alone moves that version
   */
  public Membership asOf(Instant version, Optional<Instant> next) {
    return new Membership(segment, revision, changedAt, version, next, pending);
  }

  /** Returns this membership without these pending changes, which were published. */
  public Membership without(List<SegmentChange> published) {
    return new Membership(
        segment,
        revision,
        changedAt,
        asOf,
        due,
        pending.stream().filter(change -> !published.contains(change)).toList());
  }

  private static Instant after(Instant last, Instant now) {
    var earliest = last.plus(1, MICROS);
    return now.isBefore(earliest) ? earliest : now.truncatedTo(MICROS);
  }
}
