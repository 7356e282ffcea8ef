package dev.segue.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AuditTest {
  private static final ObservedChange FIRST = new ObservedChange("ada", 1, "none", "trial", 100);
  private static final ObservedChange SECOND =
      new ObservedChange("ada", 2, "trial", "subscriber", 200);
  private static final ObservedChange THIRD =
      new ObservedChange("ada", 3, "subscriber", "none", 300);

  private static final EndState ADA = new EndState("ada", "none", "none", 3, 300, 0);

  @Test
  void every_revision_in_order_keeps_every_promise() {
    assertThat(audit(FIRST, SECOND, THIRD).violations()).isEmpty();
  }

  @Test
  void duplicates_are_counted_and_break_nothing() {
    var audit = audit(FIRST, FIRST, SECOND, FIRST, SECOND, THIRD);

    assertThat(audit.violations()).isEmpty();
    assertThat(audit.announced()).isEqualTo(3);
    assertThat(audit.duplicates()).isEqualTo(3);
  }

  static Stream<List<ObservedChange>> wrong() {
    return Stream.of(
        List.of(FIRST, SECOND),
        List.of(FIRST, THIRD),
        List.of(SECOND, THIRD),
        List.of(FIRST, THIRD, SECOND),
        List.of(FIRST, SECOND, THIRD, new ObservedChange("ada", 4, "none", "trial", 400)));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void each_change_is_announced_in_order_and_no_other(List<ObservedChange> announced) {
    var audit = audit(announced.toArray(ObservedChange[]::new));
    assertThat(audit.violations())
        .containsExactly(
            "ada: received %s instead of %s".formatted(announced, List.of(FIRST, SECOND, THIRD)));
    assertThat(audit.lost()).isEqualTo(Math.max(0, 3 - announced.size()));
  }

  @ParameterizedTest
  @CsvSource({"prospect, 200", "trial, 100"})
  void each_change_starts_where_the_one_before_ended_and_is_newer(String previous, long changedAt) {
    var second = new ObservedChange("ada", 2, previous, "subscriber", changedAt);
    var messages = Stream.of(FIRST, second, THIRD).map(AuditTest::message).toList();
    assertThat(new Audit(List.of(ADA), Set.of(FIRST, second, THIRD), messages).violations())
        .containsExactly("ada: %s does not follow %s".formatted(second, FIRST));
  }

  @Test
  void copies_have_to_be_the_same_in_everything_but_what_pubsub_adds() {
    var first = message(FIRST).toBuilder().setMessageId("1").build();
    var same = message(FIRST).toBuilder().setMessageId("2").build();
    var other = message(FIRST).toBuilder().putAttributes("ce-id", "another").build();

    assertThat(audit(ADA, first, same, message(SECOND), message(THIRD)).violations()).isEmpty();
    assertThat(audit(ADA, first, other, message(SECOND), message(THIRD)).violations())
        .singleElement()
        .asString()
        .startsWith("ada: one revision, two contents");
  }

  @Test
  void the_last_change_is_what_the_document_says() {
    var elsewhere = new EndState("ada", "trial", "trial", 3, 300, 0);

    assertThat(audit(elsewhere, message(FIRST), message(SECOND), message(THIRD)).violations())
        .containsExactly(
            "ada: the last change is %s, but Segue stores %s".formatted(THIRD, elsewhere));
  }

  @Test
  void the_segment_is_what_the_user_calls_for() {
    var elsewhere = new EndState("ada", "trial", "none", 3, 300, 0);

    assertThat(audit(elsewhere, message(FIRST), message(SECOND), message(THIRD)).violations())
        .containsExactly("ada: is in none instead of trial");
  }

  @Test
  void a_user_who_was_never_seen_has_no_messages() {
    var unseen = new EndState("ada", "none", "none", 0, 0, 0);

    assertThat(new Audit(List.of(unseen), Set.of(), List.of()).violations()).isEmpty();
    assertThat(audit(unseen, message(FIRST)).violations()).isNotEmpty();
  }

  private static Audit audit(ObservedChange... announced) {
    return audit(
        ADA, List.of(announced).stream().map(AuditTest::message).toArray(PubsubMessage[]::new));
  }

  private static Audit audit(EndState user, PubsubMessage... messages) {
    return new Audit(List.of(user), Set.of(FIRST, SECOND, THIRD), List.of(messages));
  }

  private static PubsubMessage message(ObservedChange change) {
    return PubsubMessage.newBuilder()
        .setData(
            ByteString.copyFromUtf8(
                """
                {"user_id": "%s", "revision": %s, "previous_segment": "%s", "segment": "%s",
                 "changed_at": %s}
                """
                    .formatted(
                        change.user(),
                        change.revision(),
                        change.previous(),
                        change.segment(),
                        change.changedAt())))
        .putAttributes("ce-id", change.user() + change.revision())
        .build();
  }
}
