package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import dev.segue.config.Settings;
import dev.segue.event.EventFiles;
import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.logging.JsonLog;
import dev.segue.segment.UnavailableException;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an event costs, counted on the wire. */
@ExtendWith(LocalStackExtension.class)
class RpcCountIT {
  /** Firestore's calls come first, whenever they were made. */
  private static final List<String> CHANGE =
      List.of(Proxies.LOOK, Proxies.WRITE, Proxies.WRITE, Proxies.PUBLISH);

  private final String id = "user-" + UUID.randomUUID();
  private final Users users;
  private final Proxies proxies;
  private final SegmentUser function;

  RpcCountIT(LocalStack stack, Emulators emulators) {
    users = new Users(stack);
    stack.trigger().pause();
    proxies = new Proxies(stack, emulators);
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    function =
        new SegmentUser(
            new Wiring(Settings.from(proxies.environment()), new JsonLog(nowhere)).segmentUser());
    proxies.awaitWarm();
  }

  @AfterEach
  void disconnect() {
    proxies.close();
  }

  @Test
  void an_update_that_touches_nothing_the_rules_read_costs_no_rpc() throws IOException {
    function.accept(Events.written(golden("updated_name")));

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
  void the_first_look_at_a_version_that_moves_nobody_costs_2_rpcs() {
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

  private void deliver(String status) {
    deliver(Events.created(users.name(id), status));
  }

  /** Counts from here. */
  private void deliver(DocumentEventData data) {
    proxies.forget();
    function.accept(Events.written(data));
  }

  private DocumentEventData golden(String name) throws IOException {
    var golden = EventFiles.read(name).toBuilder();
    golden.getValueBuilder().setName(users.name(id));
    golden.getOldValueBuilder().setName(users.name(id));
    return golden.build();
  }
}
