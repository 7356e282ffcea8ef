package dev.segue.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.SampleChanges;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
  private static final CloudEvent EVENT = Events.event(Events.WRITTEN, new byte[0]);
  private static final SegmentChange EARLIER =
      new SegmentChange(
          1,
          Optional.empty(),
          Optional.of(new Segment("trial")),
          Cause.of(Cause.Kind.TIME),
          new Reason("trial", "trialing"),
          "0123456789ab",
          Events.TIME.toInstant(),
          Optional.of(Events.TIME.toInstant().minusSeconds(60)));

  private static final SegmentChange CHANGE =
      SampleChanges.change(
          3,
          "trial",
          "subscriber",
          new Reason("subscriber", "active"),
          Optional.of(Events.TIME.toInstant()));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Clock clock =
      Clock.fixed(Events.TIME.toInstant().plus(Duration.ofMillis(1_234)), ZoneOffset.UTC);

  @Test
  void a_change_is_one_line_with_its_age_and_an_earlier_one_that_it_published_another()
      throws IOException {
    log(EVENT)
        .recomputed(
            new UserId("alice"),
            new Outcome(
                3, Optional.of(CHANGE), List.of(EARLIER, CHANGE), true, false, new TreeMap<>()));

    assertThat(lines())
        .containsExactly(
            json(
                """
                {"severity": "INFO", "message": "none → trial", "event_id": "event-1",
                 "revision": 1, "previous_segment": "none", "segment": "trial", "cause": "time",
                 "rules": "0123456789ab", "user_hash": "2bd806c97f0e00af",
                 "outcome": "published", "age_ms": 61234}
                """),
            json(
                """
                {"severity": "INFO", "message": "trial → subscriber", "event_id": "event-1",
                 "revision": 3, "published": 2, "previous_segment": "trial", "segment": "subscriber",
                 "cause": "event", "rules": "0123456789ab", "user_hash": "2bd806c97f0e00af",
                 "outcome": "changed", "duration_ms": 0, "event_age_ms": 1234, "age_ms": 1234}
                """));
  }

  @Test
  void an_unknown_status_and_a_failed_settle_are_a_warning() throws IOException {
    log(EVENT)
        .recomputed(
            new UserId("alice"),
            new Outcome(2, Optional.empty(), List.of(), false, true, new TreeMap<>()));

    assertThat(line())
        .isEqualTo(
            json(
                """
                {"severity": "WARNING", "message": "the segment stays", "event_id": "event-1",
                 "revision": 2, "published": 0, "user_hash": "2bd806c97f0e00af",
                 "outcome": "unchanged", "unknown_status": true, "settled": false,
                 "duration_ms": 0, "event_age_ms": 1234}
                """));
  }

  @Test
  void a_condition_that_could_not_be_evaluated_is_a_warning_that_names_the_segment()
      throws IOException {
    var faults = new TreeMap<>(Map.of("trial_ending", "missing_field", "vip", "wrong_type"));
    log(EVENT)
        .recomputed(
            new UserId("alice"), new Outcome(2, Optional.empty(), List.of(), true, false, faults));

    assertThat(line().get("severity").textValue()).isEqualTo("WARNING");
    assertThat(line().get("condition_faults").textValue())
        .isEqualTo("trial_ending=missing_field, vip=wrong_type");
  }

  @Test
  void an_event_belongs_to_the_trace_it_names_if_that_is_valid() throws IOException {
    var traced =
        CloudEventBuilder.v1(EVENT)
            .withExtension("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .build();
    log(traced).ignored(new UserId("alice"), 1);

    assertThat(line().get("logging.googleapis.com/trace").textValue())
        .isEqualTo("projects/demo-segue/traces/0af7651916cd43dd8448eb211c80319c");
    out.reset();
    log(CloudEventBuilder.v1(EVENT).withExtension("traceparent", "\"}\n").build())
        .ignored(new UserId("alice"), 1);
    assertThat(line().has("logging.googleapis.com/trace")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "-999999999-01-01T00:00:00+18:00, 9223372036854775807",
    "+999999999-12-31T23:59:59-18:00, -9223372036854775808"
  })
  void an_age_out_of_range_is_the_largest_number_of_milliseconds(String time, long age)
      throws IOException {
    log(CloudEventBuilder.v1(EVENT).withTime(OffsetDateTime.parse(time)).build())
        .ignored(new UserId("alice"), 1);

    assertThat(line().get("event_age_ms").longValue()).isEqualTo(age);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "é😀", "\t", "\u0001", "\"}\n{", "\u2028", "\\"})
  void a_line_is_json_without_the_users_id_for_every_id(String id) throws IOException {
    var event = CloudEventBuilder.v1(EVENT).withId(id).build();
    log(event).deadLettered(Optional.of(new UserId("user-" + id)), "reason " + id);

    assertThat(out.toString(UTF_8)).doesNotContain("user-").matches("[^\n]*\n");
    assertThat(line().get("event_id").textValue()).isEqualTo(id);
    assertThat(line().get("outcome").textValue()).isEqualTo("dead_lettered");
    assertThat(line().get("severity").textValue()).isEqualTo("ERROR");
  }

  private EventLog log(CloudEvent event) {
    return new EventLog(new JsonLog(new PrintStream(out, true, UTF_8)), "demo-segue", clock, event);
  }

  private JsonNode line() throws IOException {
    assertThat(lines()).hasSize(1);
    return lines().getFirst();
  }

  private List<JsonNode> lines() throws IOException {
    var lines = new ArrayList<JsonNode>();
    for (var line : out.toString(UTF_8).lines().toList()) {
      lines.add(json(line));
    }
    return lines;
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
