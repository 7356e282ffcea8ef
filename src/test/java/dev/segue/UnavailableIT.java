package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.Emulators;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import dev.segue.local.TcpProxy;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployed function while Firestore or Pub/Sub fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnavailableIT extends StackFixture {
  private final FunctionProcess function;

  UnavailableIT(LocalStack stack) {
    super(stack);
    stack.trigger().pause();
    function = proxies.startSegmentUser();
  }

  static Stream<Arguments> faults() {
    var firestore = "Firestore projects/";
    var pubSub = "Pub/Sub projects/";
    return Stream.of(
        Arguments.of(firestore, Proxies.LOOK, new Fault.Refuse(Status.UNAVAILABLE)),
        Arguments.of(firestore, Proxies.LOOK, new Fault.Refuse(Status.PERMISSION_DENIED)),
        Arguments.of(firestore, Proxies.LOOK, new Fault.Refuse(Status.NOT_FOUND)),
        Arguments.of(firestore, Proxies.LOOK, new Fault.Hang()),
        Arguments.of(firestore, Proxies.WRITE, new Fault.Refuse(Status.ABORTED)),
        Arguments.of(pubSub, Proxies.PUBLISH, new Fault.Refuse(Status.UNAVAILABLE)),
        Arguments.of(pubSub, Proxies.PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED)),
        Arguments.of(pubSub, Proxies.PUBLISH, new Fault.Refuse(Status.NOT_FOUND)),
        Arguments.of(pubSub, Proxies.PUBLISH, new Fault.Hang()));
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Timeout(90)
  void a_delivery_fails_within_30_seconds_naming_the_service_and_the_next_one_succeeds(
      String who, String method, Fault fault) throws IOException {
    var id = newUser();
    users.write(id, "active");
    var event = created(id, "active");
    proxies.inject(method, 100, fault);

    var before = System.nanoTime();
    assertThat(deliver(function, event)).isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    assertThat(function.stderr()).contains(who + stack.project());

    proxies.heal();
    await().atMost(PATIENCE).until(() -> deliver(function, event) == 200);
    awaitRevisions(id, 1L);
    assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "ABORTED"})
  void a_write_that_was_made_and_said_to_have_failed_is_found_by_the_next_look_of_the_same_delivery(
      Status.Code said) throws IOException {
    var id = newUser();
    users.write(id, "active");
    proxies.forget();
    proxies.inject(Proxies.WRITE, new Fault.LoseAnswer(said.toStatus()));

    assertThat(deliver(function, created(id, "active"))).isEqualTo(200);

    assertThat(proxies.count(Proxies.LOOK)).isEqualTo(2);
    awaitRevisions(id, 1L);
  }

  @Test
  void a_write_that_is_aborted_4_times_is_made_by_the_fifth_attempt_of_the_same_delivery()
      throws IOException {
    var id = newUser();
    users.write(id, "active");
    proxies.forget();
    proxies.inject(Proxies.WRITE, 4, new Fault.Refuse(Status.ABORTED));

    assertThat(deliver(function, created(id, "active"))).isEqualTo(200);

    assertThat(proxies.count(Proxies.LOOK)).isEqualTo(5);
    awaitRevisions(id, 1L);
  }

  @Test
  @Timeout(120)
  void while_pubsub_is_away_deliveries_commit_and_fail_at_once_and_nothing_is_lost_when_it_ends()
      throws IOException {
    var ids = Stream.generate(StackFixture::newUser).limit(50).toList();
    ids.forEach(id -> users.write(id, "active"));
    proxies.inject(Proxies.PUBLISH, 1_000, new Fault.Refuse(Status.UNAVAILABLE));
    assertThat(deliver(function, created(ids.getFirst(), "active"))).isEqualTo(500);
    proxies.forget();
    var logged = function.stderr().length();

    var before = System.nanoTime();
    for (var id : ids.subList(1, ids.size())) {
      assertThat(deliver(function, created(id, "active"))).isEqualTo(500);
    }

    System.out.printf(
        "a delivery during an outage: %d ms, %d bytes of log, %d looks, %d writes, %d publishes for %d%n",
        Duration.ofNanos(System.nanoTime() - before).toMillis() / (ids.size() - 1),
        (function.stderr().length() - logged) / (ids.size() - 1),
        proxies.count(Proxies.LOOK),
        proxies.count(Proxies.WRITE),
        proxies.count(Proxies.PUBLISH),
        ids.size() - 1);
    assertThat(function.stderr().substring(logged)).doesNotContain("\tat ");
    assertThat(ids).allSatisfy(id -> assertThat(users.pending(id)).isEqualTo(List.of(1L)));
    assertThat(proxies.count(Proxies.PUBLISH)).isLessThan(ids.size() / 2);

    proxies.heal();
    for (var id : ids) {
      await().atMost(PATIENCE).until(() -> deliver(function, created(id, "active")) == 200);
    }
    ids.forEach(id -> awaitRevisions(id, 1L));
  }

  @Test
  void after_a_publish_that_failed_the_next_event_announces_both_changes_from_the_same_instance()
      throws IOException {
    var id = newUser();
    users.write(id, "active");
    proxies.inject(Proxies.PUBLISH, 100, new Fault.Refuse(Status.UNAVAILABLE));
    assertThat(deliver(function, created(id, "active"))).isEqualTo(500);
    proxies.heal();

    users.write(id, "canceled");
    await().atMost(PATIENCE).until(() -> deliver(function, created(id, "canceled")) == 200);

    awaitRevisions(id, 1L, 2L);
    assertThat(received(id).segments()).containsExactly("subscriber", "churned");
  }

  @Test
  void an_event_that_cannot_be_set_aside_is_delivered_again_until_it_is() throws IOException {
    var event =
        CloudEventBuilder.v1(Events.event(Events.WRITTEN, new byte[] {10, 127, 1}))
            .withId(UUID.randomUUID().toString())
            .build();
    proxies.inject(Proxies.PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED));

    assertThat(deliver(function, event)).isEqualTo(500);
    assertThat(deliver(function, event)).isEqualTo(200);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(stack.deadLetters().messages())
                    .filteredOn(message -> message.getData().toStringUtf8().contains(event.getId()))
                    .hasSize(1));
  }

  @Test
  void a_dead_connection_to_pubsub_is_replaced(Emulators emulators) throws IOException {
    try (var network = TcpProxy.to(emulators.pubsubHost())) {
      var settings = stack.environment();
      settings.put("PUBSUB_EMULATOR_HOST", network.host());
      var url = stack.startFunction("dev.segue.SegmentUser", settings).url();
      users.write("ada", "active");
      var event = created("ada", "active");
      assertThat(EventRequest.post(url, event)).isEqualTo(200);
      users.write("ada", "canceled");

      network.forget();

      assertThat(EventRequest.post(url, event)).isEqualTo(500);
      await().atMost(Duration.ofMinutes(2)).until(() -> EventRequest.post(url, event) == 200);
      assertThat(users.segment("ada").getLong("revision")).isEqualTo(2);
    }
  }

  /** Waits until exactly these were received in this order, and checks that none is pending. */
  private void awaitRevisions(String id, Long... revisions) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(received(id).revisions()).containsExactly(revisions));
    assertThat(users.segment(id).getLong("revision")).isEqualTo(revisions[revisions.length - 1]);
    assertThat(users.pending(id)).isEmpty();
  }
}
