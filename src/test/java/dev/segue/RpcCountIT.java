package dev.segue;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.Timestamp;
import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.TextFormat;
import dev.segue.config.Settings;
import dev.segue.config.TrialRules;
import dev.segue.event.EventFiles;
import dev.segue.event.HandleEvent;
import dev.segue.firestore.Documents;
import dev.segue.firestore.FirestoreUserFinder;
import dev.segue.google.GoogleClients;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import dev.segue.logging.JsonLog;
import dev.segue.segment.UnavailableException;
import dev.segue.sweep.UserFinder;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The RPCs of an event, counted on the wire. */
class RpcCountIT extends StackFixture {
  /** Firestore's calls come first in the list. */
  private static final List<String> CHANGE =
      List.of(Proxies.LOOK, Proxies.WRITE, Proxies.WRITE, Proxies.PUBLISH);

  private static final String WITH_DOCUMENTS =
      """
      documents: {orders: 'users/{user}/orders/{order}'}
      segments: [{name: paying, when: 'orders.exists(it, it.paid)'}, {name: other}]
      default: other
      """;
  private static final String[] ORDERS =
      IntStream.range(0, 20).mapToObj("order-%s"::formatted).toArray(String[]::new);

  private final Instant end = Instant.now().plus(Duration.ofDays(10));
  private final HandleEvent events;

  @TempDir Path folder;

  RpcCountIT(LocalStack stack) {
    super(stack);
    stack.trigger().pause();
    events = events(Settings.from(proxies.environment()));
  }

  @AfterEach
  void heal() {
    proxies.heal();
  }

  @Test
  void an_update_that_touches_nothing_the_rules_read_costs_no_rpc() throws IOException {
    events.handle(Events.written(golden("updated_name")));

    assertThat(proxies.calls()).isEmpty();
  }

  @Test
  void a_repeated_event_costs_1_rpc() {
    users.write(id, "active");
    deliver("active");

    deliver("active");

    assertThat(proxies.calls()).containsExactly(Proxies.LOOK);
  }

  @Test
  void a_repeated_deletion_costs_1_rpc() {
    users.write(id, "active");
    deliver("active");
    var deleted = Events.deleted(users.name(id), users.version(id));
    users.delete(id);
    deliver(deleted);

    deliver(deleted);

    assertThat(proxies.calls()).containsExactly(Proxies.LOOK);
  }

  @Test
  void the_first_look_at_a_version_that_keeps_the_segment_costs_2_rpcs() {
    users.write(id, "active");
    deliver("active");
    users.write(id, "subscribed");

    deliver("subscribed");

    assertThat(proxies.calls()).containsExactly(Proxies.LOOK, Proxies.WRITE);
  }

  @Test
  void a_change_costs_4_rpcs() {
    users.write(id, "active");

    deliver("active");

    assertThat(proxies.calls()).containsExactlyElementsOf(CHANGE);
  }

  @Test
  void changes_left_behind_by_others_cost_nothing_more() {
    users.write(id, "active");
    proxies.inject(Proxies.PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED));
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> deliver("active"));
    proxies.heal();
    users.write(id, "canceled");

    deliver("canceled");

    assertThat(proxies.calls()).containsExactlyElementsOf(CHANGE);
  }

  @Test
  void with_conditions_a_change_and_its_copy_cost_the_same() throws IOException {
    var withConditions = events(conditions());
    trial(end);

    deliver(withConditions, created(end));
    assertThat(proxies.calls()).containsExactlyElementsOf(CHANGE);
    assertThat(users.segment(id).getString("segment")).isEqualTo("trial");
    assertThat(users.segment(id).getString("due")).contains("|");

    deliver(withConditions, created(end));
    assertThat(proxies.calls()).containsExactly(Proxies.LOOK);
  }

  @Test
  void with_conditions_an_update_costs_rpcs_only_if_it_changes_a_field_that_a_condition_reads()
      throws IOException {
    var withConditions = events(conditions());
    trial(end);
    deliver(withConditions, created(end));
    var before = document(end);

    var named = before.toBuilder().putFields("name", Value.getDefaultInstance()).build();
    deliver(withConditions, updated(before, named));
    assertThat(proxies.calls()).isEmpty();

    trial(end.plusSeconds(60));
    deliver(withConditions, updated(before, document(end.plusSeconds(60))));
    assertThat(proxies.calls()).containsExactly(Proxies.LOOK, Proxies.WRITE);
  }

  @Test
  void with_documents_each_look_costs_a_query_more() throws IOException {
    var withDocuments = events(rules(WITH_DOCUMENTS));
    users.write(id, "active");
    pay("a");
    var paid = order("a");

    deliver(withDocuments, created("a"));
    assertThat(proxies.calls())
        .containsExactly(
            Proxies.LOOK, Proxies.QUERY, Proxies.WRITE, Proxies.WRITE, Proxies.PUBLISH);
    assertThat(users.segment(id).getString("segment")).isEqualTo("paying");

    deliver(withDocuments, created("a"));
    assertThat(proxies.calls()).containsExactly(Proxies.LOOK, Proxies.QUERY);

    var noted = paid.toBuilder().putFields("note", Value.getDefaultInstance()).build();
    deliver(withDocuments, updated(paid, noted));
    assertThat(proxies.calls()).isEmpty();
  }

  @Test
  void documents_written_in_one_batch_cost_one_change_and_two_reads_for_each_other()
      throws IOException {
    var withDocuments = events(rules(WITH_DOCUMENTS));
    users.write(id, "active");
    pay(ORDERS);
    proxies.forget();

    for (var order : ORDERS) {
      withDocuments.handle(Events.written(created(order)));
    }

    assertThat(proxies.calls().stream().collect(groupingBy(call -> call, counting())))
        .isEqualTo(
            Map.of(Proxies.LOOK, 20L, Proxies.QUERY, 20L, Proxies.WRITE, 2L, Proxies.PUBLISH, 1L));
    assertThat(users.segment(id).get("revision")).isEqualTo(1L);
  }

  /** Writes paid orders in one batch. */
  private void pay(String... orders) {
    var batch = users.user(id).getFirestore().batch();
    for (var order : orders) {
      batch.set(users.user(id).collection("orders").document(order), Map.of("paid", true));
    }
    Documents.await(batch.commit());
  }

  private DocumentEventData created(String order) {
    return DocumentEventData.newBuilder().setValue(order(order)).build();
  }

  private Document order(String order) {
    return Document.newBuilder()
        .setName(users.name(id) + "/orders/" + order)
        .putFields("paid", Value.newBuilder().setBooleanValue(true).build())
        .build();
  }

  @Test
  void finding_the_due_users_of_a_shard_costs_a_query() throws Exception {
    var settings = conditions();
    trial(Instant.now());
    deliver(events(settings), created(Instant.now()));
    var firestore =
        GoogleClients.firestore(
            settings.project(), settings.database(), settings.firestoreEmulator());
    proxies.forget();

    var due = FirestoreUserFinder.due(firestore, settings.segments());
    assertThat(due.find(7, UserFinder.BEGINNING, Instant.now())).isEmpty();
    firestore.close();

    assertThat(proxies.calls()).containsExactly(Proxies.QUERY);
  }

  private void deliver(String status) {
    deliver(Events.created(users.name(id), status));
  }

  private void deliver(DocumentEventData data) {
    deliver(events, data);
  }

  /** Counts from here. */
  private void deliver(HandleEvent events, DocumentEventData data) {
    proxies.forget();
    events.handle(Events.written(data));
  }

  /** Returns what has warmed up. */
  private HandleEvent events(Settings settings) {
    proxies.forget();
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var events = new Wiring(settings, new JsonLog(nowhere)).handleEvent();
    proxies.awaitWarm();
    return events;
  }

  private Settings conditions() throws IOException {
    return rules(TrialRules.TEXT);
  }

  private Settings rules(String text) throws IOException {
    var environment = proxies.environment();
    var rules = Files.writeString(folder.resolve("rules.yaml"), text);
    environment.put("SEGUE_RULES", rules.toString());
    return Settings.from(environment);
  }

  private DocumentEventData golden(String name) throws IOException {
    var golden = EventFiles.read(name).toBuilder();
    golden.getValueBuilder().setName(users.name(id));
    golden.getOldValueBuilder().setName(users.name(id));
    return golden.build();
  }

  private void trial(Instant end) {
    var time = Timestamp.ofTimeSecondsAndNanos(end.getEpochSecond(), end.getNano());
    users.write(id, Map.of("subscription_status", "trialing", "trial", Map.of("ends_at", time)));
  }

  private DocumentEventData created(Instant end) throws IOException {
    return DocumentEventData.newBuilder().setValue(document(end)).build();
  }

  private static DocumentEventData updated(Document before, Document after) {
    return DocumentEventData.newBuilder().setOldValue(before).setValue(after).build();
  }

  private Document document(Instant end) throws IOException {
    return TextFormat.parse(
        """
        name: "%s"
        fields { key: "subscription_status" value { string_value: "trialing" } }
        fields { key: "trial" value { map_value { fields {
          key: "ends_at" value { timestamp_value { seconds: %s nanos: %s } } } } } }
        """
            .formatted(users.name(id), end.getEpochSecond(), end.getNano()),
        Document.class);
  }
}
