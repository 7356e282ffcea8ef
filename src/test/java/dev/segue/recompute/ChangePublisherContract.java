package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link ChangePublisher} has to do. */
public abstract class ChangePublisherContract {
  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00.123456Z");

  protected abstract ChangePublisher changes();

  /** Returns {@code count} changes that a subscriber received of this user, in their order. */
  protected abstract List<SegmentChange> received(UserId user, int count);

  @Test
  void a_subscriber_receives_a_users_changes_complete_and_in_order() {
    var user = new UserId("user-" + UUID.randomUUID());
    var published = LongStream.rangeClosed(1, 5).mapToObj(ChangePublisherContract::change).toList();

    changes().publish(user, published.subList(0, 2));
    changes().publish(user, published.subList(2, 5));

    assertThat(received(user, 5)).isEqualTo(published);
  }

  @Test
  void a_change_may_lead_from_no_segment_to_none() {
    var user = new UserId("user-" + UUID.randomUUID());
    var gone =
        new SegmentChange(
            1,
            Optional.empty(),
            Optional.empty(),
            Cause.of(Cause.Kind.REPAIR),
            new Reason("none", ""),
            "0123456789ab",
            TIME,
            Optional.empty());

    changes().publish(user, List.of(gone));

    assertThat(received(user, 1)).containsExactly(gone);
  }

  private static SegmentChange change(long revision) {
    return new SegmentChange(
        revision,
        Optional.of(new Segment("segment" + (revision - 1))),
        Optional.of(new Segment("segment" + revision)),
        Cause.event("event-" + revision),
        new Reason("segment" + revision, "status \"é😀\t" + revision),
        "0123456789ab",
        TIME.plusSeconds(revision),
        Optional.empty());
  }
}
