package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.event.Events;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The deployed function while Firestore or Pub/Sub will not do their part. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnavailableIT {
  private static final String READ = "google.firestore.v1.Firestore/BatchGetDocuments";
  private static final String COMMIT = "google.firestore.v1.Firestore/Commit";
  private static final String PUBLISH = "google.pubsub.v1.Publisher/Publish";

  private final LocalStack stack;
  private final Users users;
  private final GrpcProxy firestore;
  private final GrpcProxy pubSub;
  private final FunctionProcess function;

  UnavailableIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    users = new Users(stack);
    stack.trigger().pause();
    firestore = GrpcProxy.to(emulators.firestoreHost());
    pubSub = GrpcProxy.to(emulators.pubsubHost());
    var settings = new HashMap<>(stack.environment());
    settings.put("FIRESTORE_EMULATOR_HOST", firestore.host());
    settings.put("PUBSUB_EMULATOR_HOST", pubSub.host());
    function = stack.startFunction("dev.segue.SegmentUser", settings);
  }

  @AfterAll
  void disconnect() {
    firestore.close();
    pubSub.close();
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of("Firestore projects/", READ, new Fault.Refuse(Status.UNAVAILABLE)),
        Arguments.of("Firestore projects/", READ, new Fault.Refuse(Status.PERMISSION_DENIED)),
        Arguments.of("Firestore projects/", READ, new Fault.Refuse(Status.NOT_FOUND)),
        Arguments.of("Firestore projects/", READ, new Fault.Hang()),
        Arguments.of("Firestore projects/", COMMIT, new Fault.Refuse(Status.ABORTED)),
        Arguments.of("Pub/Sub projects/", PUBLISH, new Fault.Refuse(Status.UNAVAILABLE)),
        Arguments.of("Pub/Sub projects/", PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED)),
        Arguments.of("Pub/Sub projects/", PUBLISH, new Fault.Refuse(Status.NOT_FOUND)),
        Arguments.of("Pub/Sub projects/", PUBLISH, new Fault.Hang()));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  @Timeout(90)
  void a_delivery_fails_within_30_seconds_naming_who_was_away_and_the_next_one_does_the_job(
      String who, String method, Fault fault) throws IOException {
    var id = "user-" + UUID.randomUUID();
    users.write(id, "active");
    var event = Events.written(Events.created(users.name(id), "active"));
    for (var proxy : new GrpcProxy[] {firestore, pubSub}) {
      proxy.inject(method, Collections.nCopies(100, fault).toArray(Fault[]::new));
    }

    var before = System.nanoTime();
    assertThat(Deliveries.binary(function.url(), event)).isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));
    assertThat(function.stderr()).contains(who + stack.project());

    firestore.heal();
    pubSub.heal();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Deliveries.binary(function.url(), event) == 200);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(stack.changes().messages())
                    .anyMatch(message -> message.getOrderingKey().equals(id)));
    var segment = users.segment(id);
    assertThat(segment.getString("segment")).isEqualTo("subscriber");
    assertThat(segment.getLong("revision")).isEqualTo(1);
  }
}
