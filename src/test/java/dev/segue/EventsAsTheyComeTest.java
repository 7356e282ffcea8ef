package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import dev.segue.config.RulesFile;
import dev.segue.event.HandleEvent;
import dev.segue.event.UserEventDecoder;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events that are late, duplicate, out of order or without effect. */
class EventsAsTheyComeTest extends RecomputeFixture {
  private static final String USERS = "projects/demo-segue/databases/(default)/documents/users";

  private final HandleEvent events = events(changes);

  /** The present documents, for the next event's old value. */
  private final Map<UserId, Document> documents = new HashMap<>();

  @Test
  void the_same_event_10_times_in_sequence_is_one_change() {
    var event = write(ALICE, "active");

    for (int i = 0; i < 10; i++) {
      events.handle(event);
    }

    assertThat(segments(ALICE)).containsExactly("subscriber");
    assertThat(store.membership(ALICE).revision()).isEqualTo(1);
  }

  @Test
  void an_event_that_a_later_one_overtook_changes_nothing() {
    events.handle(write(ALICE, "trialing"));
    var second = write(ALICE, "active");
    var third = write(ALICE, "canceled");

    events.handle(third);
    events.handle(second);

    assertThat(segments(ALICE)).containsExactly("trial", "churned");
  }

  @Test
  void a_flip_and_back_before_its_events_come_is_no_change() {
    events.handle(write(ALICE, "active"));
    var late = List.of(write(ALICE, "canceled"), write(ALICE, "active"));
    late.forEach(events::handle);
    assertThat(segments(ALICE)).containsExactly("subscriber");
  }

  @Test
  void the_event_of_a_deletion_that_comes_after_a_recreation_does_not_remove_the_user() {
    events.handle(write(ALICE, "trialing"));
    var deleted = delete(ALICE);
    var created = write(ALICE, "active");

    events.handle(created);
    events.handle(deleted);

    assertThat(segments(ALICE)).containsExactly("trial", "subscriber");
  }

  @Test
  void the_event_of_an_update_that_comes_after_a_deletion_does_not_bring_the_user_back() {
    events.handle(write(ALICE, "trialing"));
    var updated = write(ALICE, "active");
    var deleted = delete(ALICE);

    events.handle(deleted);
    events.handle(updated);

    assertThat(segments(ALICE)).containsExactly("trial", "none");
  }

  @Test
  void a_user_who_was_deleted_and_comes_back_goes_on_counting() {
    events.handle(write(ALICE, "trialing"));
    events.handle(delete(ALICE));
    events.handle(write(ALICE, "active"));

    assertThat(segments(ALICE)).containsExactly("trial", "none", "subscriber");
    assertThat(changes.of(ALICE)).extracting(SegmentChange::revision).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_write_that_changes_nothing_is_acknowledged_unread() {
    write(ALICE, "active");
    var unchanged = write(ALICE, "active");

    events.handle(unchanged);

    assertThat(store.memberships()).isEmpty();
  }

  @Test
  void a_user_whose_deliveries_fail_delays_no_other_user() {
    var failing = events(failingFor(ALICE));
    for (var status : List.of("trialing", "active")) {
      var event = write(ALICE, status);
      assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> failing.handle(event));
      failing.handle(write(BOB, status));
    }

    assertThat(segments(BOB)).containsExactly("trial", "subscriber");
    assertThat(store.membership(BOB).pending()).isEmpty();
    assertThat(segments(ALICE)).isEmpty();

    events.handle(write(ALICE, "canceled"));

    assertThat(segments(ALICE)).containsExactly("trial", "subscriber", "churned");
    assertThat(store.membership(ALICE).pending()).isEmpty();
  }

  private HandleEvent events(ChangePublisher publisher) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new HandleEvent(
        new UserEventDecoder(USERS, RulesFile.packaged()),
        new RecomputeSegment(RulesFile.packaged(), store, publisher),
        (event, reason) -> {
          throw new AssertionError(reason);
        },
        new JsonLog(nowhere),
        "demo-segue",
        1,
        Clock.systemUTC());
  }

  /** Returns the event of the write. */
  private CloudEvent write(UserId user, String status) {
    writeUser(user, status);
    var written = Events.created(USERS + "/" + user.value(), status).getValue();
    var before = documents.put(user, written);
    var data = DocumentEventData.newBuilder().setValue(written);
    return Events.written((before == null ? data : data.setOldValue(before)).build());
  }

  /** Returns the event of the deletion. */
  private CloudEvent delete(UserId user) {
    store.delete(user);
    return Events.written(
        DocumentEventData.newBuilder().setOldValue(documents.remove(user)).build());
  }

  private List<String> segments(UserId user) {
    return changes.of(user).stream().map(change -> Segment.word(change.segment())).toList();
  }
}
