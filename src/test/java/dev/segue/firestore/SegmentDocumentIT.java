package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import dev.segue.config.RulesFile;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.Writes;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Reason;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LocalStackExtension.class)
class SegmentDocumentIT {
  private final UserId user = new UserId("ada");
  @AutoClose private final Firestore firestore;
  private final FirestoreSegmentStore store;
  private final DocumentReference document;

  SegmentDocumentIT(Emulators emulators) {
    firestore = Documents.newDatabase(emulators);
    store = new FirestoreSegmentStore(firestore, "segments", RulesFile.packaged());
    document = firestore.collection("segments").document(user.value());
  }

  @Test
  void a_change_is_written_as_documented() {
    var change = move("trial");

    var at = Times.timestamp(change.changedAt());
    var reason = Map.of("rule", "trial", "subscription_status", "trialing");
    assertThat(data())
        .containsOnly(
            entry("segment", "trial"),
            entry("previous_segment", null),
            entry("revision", 1L),
            entry("changed_at", at),
            entry("reason", reason),
            entry("rules", "0123456789ab"),
            entry("seen", store.look(user).seen()),
            entry("pending", List.of(pending(at, reason))),
            entry("pending_since", ShardedTime.of(user, change.changedAt())),
            entry("as_of", at));
  }

  private static Map<String, Object> pending(Timestamp at, Map<String, String> reason) {
    var pending = new HashMap<String, Object>();
    pending.put("segment", "trial");
    pending.put("previous_segment", null);
    pending.put("revision", 1L);
    pending.put("changed_at", at);
    pending.put("reason", reason);
    pending.put("rules", "0123456789ab");
    pending.put("cause", "event");
    pending.put("event_id", "event-1");
    pending.put("written_at", at);
    return pending;
  }

  @Test
  void a_mark_updates_time_reason_and_rules_alone() {
    move("trial");
    var expected = data();
    var look = store.look(user);
    var version = Instant.parse("2027-01-02T03:04:05.000006Z");

    store.write(
        user,
        look,
        new Write(
            look.held().marked(version, "0123456789abcdef", Optional.empty()),
            new Reason("trial", "other"),
            "ba9876543210",
            Optional.empty()));

    expected.put("as_of", Times.timestamp(version));
    expected.put("seen", "0123456789abcdef");
    expected.put("reason", Map.of("rule", "trial", "subscription_status", "other"));
    expected.put("rules", "ba9876543210");
    assertThat(data()).isEqualTo(expected);
  }

  @Test
  void a_mark_of_an_unknown_user_expires_and_has_no_segment() {
    var look = store.look(user);

    store.write(
        user,
        look,
        new Write(
            look.held().marked(look.time(), look.seen(), Optional.empty()),
            Reason.USER_GONE,
            "r",
            Optional.empty()));

    assertThat(data())
        .containsOnly(
            entry("as_of", Times.timestamp(look.time())),
            entry("seen", look.seen()),
            entry("reason", Map.of("rule", "none", "subscription_status", "")),
            entry("rules", "r"),
            entry("expires_at", Times.timestamp(look.time().plus(Duration.ofDays(30)))));
  }

  @Test
  void settling_empties_pending_and_removes_its_time_and_leaves_the_rest() {
    var oldest = move("trial");
    move("subscriber");
    var before = data();
    assertThat(before.remove("pending_since")).isEqualTo(ShardedTime.of(user, oldest.changedAt()));

    Writes.settle(store, user);

    before.put("pending", List.of());
    assertThat(data()).isEqualTo(before);
  }

  @Test
  void a_document_that_firestore_can_never_take_is_refused_by_name() {
    move("trial");
    Documents.put(firestore, "segments", user.value(), Map.of("note", "x".repeat((1 << 20) - 200)));

    assertThatExceptionOfType(PermanentFailureException.class)
        .isThrownBy(() -> Writes.move(store, user, "trial"))
        .withMessageContaining("segments/" + user.value())
        .extracting(PermanentFailureException::fault)
        .isEqualTo("Firestore refuses to write the segment document: INVALID_ARGUMENT");
  }

  @Test
  void the_document_of_a_deleted_user_expires_after_30_days_unless_they_return() {
    move("trial");
    var gone = Writes.move(store, user, Optional.empty());

    assertThat(data().get("segment")).isNull();
    assertThat(data().get("previous_segment")).isEqualTo("trial");
    assertThat(((Timestamp) data().get("expires_at")).getSeconds())
        .isEqualTo(gone.changedAt().getEpochSecond() + 30 * 24 * 60 * 60);

    move("subscriber");

    assertThat(data()).doesNotContainKey("expires_at").containsEntry("revision", 3L);
  }

  @Test
  void foreign_fields_stay() {
    Documents.await(document.set(Map.of("note", Map.of("by", "support"))));

    move("trial");

    assertThat(data()).containsEntry("note", Map.of("by", "support")).containsEntry("revision", 1L);
  }

  @Test
  void an_empty_document_is_not_a_membership() {
    Documents.await(document.set(Map.of()));

    assertThat(move("trial").revision()).isEqualTo(1);
  }

  static Stream<Arguments> edits() {
    var notInteger = "not an integer from 1 to 9007199254740991";
    var seen = Timestamp.ofTimeSecondsAndNanos(1_767_225_600, 0);
    var reason = Map.of("rule", "trial", "subscription_status", "trialing");
    return Stream.of(
        Arguments.of("segment", 7, "segment is of type number, not a string or null"),
        Arguments.of("segment", "At Risk", "segment is of type string, not a segment's name"),
        Arguments.of("revision", null, "revision is of type null, " + notInteger),
        Arguments.of("revision", "1", "revision is of type string, " + notInteger),
        Arguments.of("revision", 0, "revision is of type number, " + notInteger),
        Arguments.of("revision", 1.5, "revision is of type number, " + notInteger),
        Arguments.of("revision", Long.MAX_VALUE, "revision is of type number, " + notInteger),
        Arguments.of(
            "changed_at",
            Timestamp.parseTimestamp("9999-12-31T23:59:59.999999Z"),
            "changed_at is of type timestamp, not a time before the year 9999"),
        Arguments.of("as_of", "yesterday", "as_of is of type string, not a timestamp"),
        Arguments.of("changed_at", "yesterday", "changed_at is of type string, not a timestamp"),
        Arguments.of("pending", null, "pending is of type null, not an array"),
        Arguments.of("pending", List.of(), "pending_since is set, but pending is empty"),
        Arguments.of("pending", List.of("x"), "pending is of type array, not an array of maps"),
        Arguments.of(
            "pending", List.of(Map.of("revision", 1)), "pending[0].reason is missing, not a map"),
        Arguments.of(
            "pending",
            List.of(Map.of("revision", seen, "reason", reason)),
            "pending[0].revision is of type timestamp, " + notInteger));
  }

  @ParameterizedTest
  @MethodSource("edits")
  void an_edited_document_is_refused_with_the_field_and_left_unchanged(
      String field, Object value, String fault) {
    move("trial");
    Documents.await(document.update(field, value));
    var edited = data();

    assertThatExceptionOfType(PermanentFailureException.class)
        .isThrownBy(() -> move("subscriber"))
        .withMessage("segments/%s: %s", user.value(), fault);
    assertThat(data()).isEqualTo(edited);
  }

  private SegmentChange move(String segment) {
    return Writes.move(store, user, segment);
  }

  private Map<String, Object> data() {
    return Documents.await(document.get()).getData();
  }
}
