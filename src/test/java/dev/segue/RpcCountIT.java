package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import dev.segue.event.Events;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.UnavailableException;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an event costs, counted on the wire. */
@ExtendWith(LocalStackExtension.class)
class RpcCountIT {
  private static final String BEGIN = "google.firestore.v1.Firestore/BeginTransaction";
  private static final String READ = "google.firestore.v1.Firestore/BatchGetDocuments";
  private static final String COMMIT = "google.firestore.v1.Firestore/Commit";
  private static final String PUBLISH = "google.pubsub.v1.Publisher/Publish";

  private final String id = "user-" + UUID.randomUUID();
  private final Users users;
  private final GrpcProxy firestoreProxy;
  private final GrpcProxy pubSubProxy;
  private final SegmentUser function;

  RpcCountIT(LocalStack stack, Emulators emulators) {
    users = new Users(stack);
    stack.trigger().pause();
    firestoreProxy = GrpcProxy.to(emulators.firestoreHost());
    pubSubProxy = GrpcProxy.to(emulators.pubsubHost());
    var environment =
        Map.of(
            "GOOGLE_CLOUD_PROJECT", stack.project(),
            "FIRESTORE_EMULATOR_HOST", firestoreProxy.host(),
            "PUBSUB_EMULATOR_HOST", pubSubProxy.host());
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    function = new SegmentUser(Wiring.from(Settings.from(environment), new JsonLog(nowhere)));
    firestoreProxy.forget();
    pubSubProxy.forget();
  }

  @AfterEach
  void disconnect() {
    firestoreProxy.close();
    pubSubProxy.close();
  }

  @Test
  void an_update_that_touches_nothing_the_rules_read_costs_no_rpc() throws IOException {
    function.accept(Events.written(golden("updated_name")));

    assertThat(calls()).isEmpty();
  }

  @Test
  void an_event_that_changes_nothing_costs_3_rpcs() {
    users.write(id, "active");
    function.accept(Events.written(Events.created(users.name(id), "active")));
    firestoreProxy.forget();
    pubSubProxy.forget();

    function.accept(Events.written(Events.created(users.name(id), "active")));

    assertThat(calls()).containsExactly(BEGIN, READ, COMMIT);
  }

  @Test
  void a_change_costs_5_rpcs() {
    users.write(id, "active");

    function.accept(Events.written(Events.created(users.name(id), "active")));

    assertThat(calls()).containsExactly(BEGIN, READ, COMMIT, COMMIT, PUBLISH);
  }

  @Test
  void changes_left_behind_by_others_cost_nothing_more() {
    users.write(id, "active");
    pubSubProxy.inject(PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> function.accept(Events.written(Events.created(users.name(id), "active"))));
    pubSubProxy.heal();
    users.write(id, "canceled");
    firestoreProxy.forget();
    pubSubProxy.forget();

    function.accept(Events.written(Events.created(users.name(id), "canceled")));

    assertThat(calls()).containsExactly(BEGIN, READ, COMMIT, COMMIT, PUBLISH);
  }

  /** Firestore's in their order, then Pub/Sub's in theirs. */
  private List<String> calls() {
    var calls = new ArrayList<>(firestoreProxy.calls());
    calls.addAll(pubSubProxy.calls());
    return calls;
  }

  private DocumentEventData golden(String name) throws IOException {
    var golden = Events.golden(name).toBuilder();
    golden.getValueBuilder().setName(users.name(id));
    golden.getOldValueBuilder().setName(users.name(id));
    return golden.build();
  }
}
