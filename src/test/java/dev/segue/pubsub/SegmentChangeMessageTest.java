package dev.segue.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.segment.Reason;
import dev.segue.segment.SampleChanges;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class SegmentChangeMessageTest {
  private static final SegmentChange CHANGE = SampleChanges.change(3, "trial", "none");

  @Test
  void the_attributes_are_those_of_a_cloudevent_and_three_for_filters() {
    var message = message(new UserId("alice"), CHANGE);

    assertThat(message.getOrderingKey()).isEqualTo("alice");
    assertThat(message.getAttributesMap())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("ce-specversion", "1.0"),
                Map.entry("ce-id", "alice/3/2026-01-02T03:04:05.000006Z"),
                Map.entry("ce-source", "//firestore.googleapis.com/projects/p/databases/(default)"),
                Map.entry("ce-type", "dev.segue.segment.changed.v1"),
                Map.entry("ce-subject", "alice"),
                Map.entry("ce-time", "2026-01-02T03:04:05.000006Z"),
                Map.entry("content-type", "application/json"),
                Map.entry("segment", "none"),
                Map.entry("previous_segment", "trial"),
                Map.entry("cause", "event")));
  }

  @Test
  void the_data_is_the_change_in_json_without_nulls() throws IOException {
    var data = message(new UserId("alice"), CHANGE).getData().toString(UTF_8);

    assertThat(new ObjectMapper().readTree(data))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"user_id": "alice", "revision": 3, "segment": "none",
                     "previous_segment": "trial", "cause": "event",
                     "reason": {"rule": "none", "subscription_status": "", "values": []},
                     "rules": "0123456789ab", "changed_at": 1767323045000006,
                     "event_id": "event-1"}
                    """));
  }

  @Test
  void what_a_condition_read_is_listed_by_field() throws IOException {
    var reason =
        new Reason(
            "trial_ending",
            "trialing",
            List.of(new Reason.Value("billing.seats", "5"), new Reason.Value("plan", "pro")),
            new TreeMap<>(Map.of("other", "missing_field")));
    var change = SampleChanges.change(3, "trial", "none", reason, Optional.empty());
    var data = message(new UserId("alice"), change).getData().toString(UTF_8);

    assertThat(new ObjectMapper().readTree(data).get("reason"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"rule": "trial_ending", "subscription_status": "trialing",
                     "values": [{"field": "billing.seats", "value": "5"},
                                {"field": "plan", "value": "pro"}]}
                    """));
  }

  @Test
  void every_attribute_and_every_field_is_described() throws IOException {
    var message = message(new UserId("alice"), CHANGE);
    var asyncApi = Files.readString(Path.of("docs", "asyncapi.yaml"));
    var yaml = new Load(LoadSettings.builder().build()).loadFromString(asyncApi);
    var json = new ObjectMapper();
    var headers =
        json.valueToTree(yaml).at("/components/messages/segmentChanged/headers/properties");
    var schema = json.readTree(Path.of("src", "main", "avro", "segment-change.avsc").toFile());

    assertThat(message.getAttributesMap())
        .containsOnlyKeys(ImmutableList.copyOf(headers.fieldNames()));
    assertThat(json.readTree(message.getData().toByteArray()).fieldNames())
        .toIterable()
        .containsExactlyElementsOf(
            Iterables.transform(schema.get("fields"), field -> field.get("name").textValue()));
  }

  @Test
  void equal_changes_make_equal_messages() {
    assertThat(message(new UserId("alice"), CHANGE))
        .isEqualTo(message(new UserId("alice"), CHANGE));
  }

  @Test
  void no_attribute_exceeds_pubsubs_limit_whatever_the_id() {
    var longest = SampleChanges.change(Long.MAX_VALUE, "trial", "none");
    for (var id : new String[] {"x".repeat(960), "x".repeat(961), "\t".repeat(1_500)}) {
      var message = message(new UserId(id), longest);

      assertThat(message.getAttributesMap().values())
          .allSatisfy(value -> assertThat(value.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024));
      assertThat(message.getOrderingKey().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(1_024);
    }
  }

  @Test
  void the_most_pending_changes_are_one_request_of_a_fifth_of_pubsubs_limit() {
    var largest =
        SampleChanges.largest().stream()
            .map(change -> message(SampleChanges.USER, change))
            .toList();

    assertThat(UnaryPublisher.batches(largest)).hasSize(1);
    assertThat(largest.stream().mapToInt(PubsubMessage::getSerializedSize).sum())
        .isBetween(1_000_000, 2_000_000);
  }

  private static PubsubMessage message(UserId user, SegmentChange change) {
    var source = URI.create("//firestore.googleapis.com/projects/p/databases/(default)");
    return PubSubChangePublisher.message(source, user, change);
  }
}
