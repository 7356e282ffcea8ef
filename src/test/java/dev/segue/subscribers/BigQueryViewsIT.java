package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.Received;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The views of terraform/modules/bigquery on real messages, each of which is in the table twice.
 * sqlglot and DuckDB replace BigQuery.
 */
@ExtendWith(LocalStackExtension.class)
class BigQueryViewsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> USERS = List.of("ada", "ben", "d'arc");
  private static final List<String> STATUSES = List.of("trialing", "active", "canceled", "");

  @TempDir private static Path folder;

  private static LocalStack stack;
  private static Path rows;

  @BeforeAll
  static void play(LocalStack stack) throws IOException {
    PythonTools.assumeInstalled();
    BigQueryViewsIT.stack = stack;
    for (int user = 0; user < USERS.size(); user++) {
      for (var status : STATUSES.subList(0, STATUSES.size() - user)) {
        stack.users().write(USERS.get(user), status);
        stack.trigger().awaitQuiet(PATIENCE);
      }
    }
    await().atMost(PATIENCE).until(() -> stack.changes().messages().size() == 4 + 3 + 2);
    var lines = new ArrayList<String>();
    for (var message : stack.changes().messages()) {
      lines.addFirst(row(message, "1"));
      lines.addLast(row(message, "2"));
    }
    rows = Files.write(folder.resolve("rows.ndjson"), lines);
  }

  @Test
  void they_show_what_segments_holds() throws Exception {
    var now = ask("SELECT * FROM `acme-prod.segue.segment_now`");

    var held = new HashMap<String, Held>();
    for (var row : now) {
      held.put(
          row.get("user_id").textValue(),
          new Held(
              row.get("segment").textValue(),
              row.get("revision").longValue(),
              micros(row, "changed_at")));
    }
    assertThat(now).hasSize(USERS.size());
    assertThat(held).isEqualTo(Held.all(stack, ""));
  }

  @Test
  void a_history_is_one_row_a_stay_and_each_begins_where_the_one_before_ends() throws Exception {
    var stays =
        ask(
            "SELECT * FROM `acme-prod.segue.segment_history` WHERE user_id = 'ada' ORDER BY"
                + " valid_from");

    assertThat(stays)
        .extracting(stay -> stay.get("segment").textValue())
        .containsExactly("trial", "subscriber", "churned", "none");
    for (int i = 1; i < stays.size(); i++) {
      assertThat(stays.get(i - 1).get("valid_to")).isEqualTo(stays.get(i).get("valid_from"));
      assertThat(stays.get(i).get("previous_segment")).isEqualTo(stays.get(i - 1).get("segment"));
    }
    assertThat(stays.getLast().get("valid_to").isNull()).isTrue();
    assertThat(stays).allMatch(stay -> stay.get("days").doubleValue() < 1);
  }

  @Test
  void moves_are_counted_without_copies() throws Exception {
    var moves =
        ask(
            "SELECT previous_segment, segment, SUM(moves) AS moves, SUM(users) AS users FROM"
                + " `acme-prod.segue.segment_moves` GROUP BY 1, 2 ORDER BY moves DESC,"
                + " previous_segment");

    assertThat(moves)
        .extracting(
            move ->
                "%s → %s: %s"
                    .formatted(
                        move.get("previous_segment").textValue(),
                        move.get("segment").textValue(),
                        move.get("moves").asLong()))
        .containsExactly(
            "none → trial: 3",
            "trial → subscriber: 3",
            "subscriber → churned: 2",
            "churned → none: 1");
  }

  @Test
  void the_question_of_the_page_is_answered() throws Exception {
    var churned = ask(CodePage.of(CodePage.SUBSCRIBERS).block("googlesql"));

    assertThat(churned)
        .extracting(row -> row.get("user_id").textValue() + " " + row.get("came_from").textValue())
        .containsExactly("ada subscriber", "ben subscriber");
  }

  private static List<JsonNode> ask(String query) throws Exception {
    var answer =
        PythonTools.run(PythonTools.FOLDER.resolve("views.py").toString(), rows.toString(), query);
    var list = new ArrayList<JsonNode>();
    JSON.readTree(answer.getLast()).forEach(list::add);
    return list;
  }

  /** As a BigQuery subscription with `use_topic_schema` and `write_metadata` writes it. */
  private static String row(PubsubMessage message, String copy) {
    var row = (ObjectNode) Received.change(message);
    row.put("subscription_name", "projects/acme-prod/subscriptions/history");
    row.put("message_id", message.getMessageId() + copy);
    row.put(
        "publish_time", Instant.ofEpochSecond(message.getPublishTime().getSeconds()).toString());
    row.set("attributes", JSON.valueToTree(message.getAttributesMap()));
    return row.toString();
  }

  /** DuckDB prints `2026-11-22 18:00:51.496104+00`. */
  private static long micros(JsonNode row, String column) {
    var time = row.get(column).textValue().replace(' ', 'T').replace("+00", "Z");
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }
}
