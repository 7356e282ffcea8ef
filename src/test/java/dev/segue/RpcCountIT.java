package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import dev.segue.event.Events;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.UnavailableException;
import io.grpc.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an event costs, counted on the wire. */
@ExtendWith(LocalStackExtension.class)
class RpcCountIT {
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
        new SegmentUser(Wiring.from(Settings.from(proxies.environment()), new JsonLog(nowhere)));
    proxies.forget();
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
  void an_event_that_changes_nothing_costs_3_rpcs() {
    users.write(id, "active");
    function.accept(Events.written(Events.created(users.name(id), "active")));
    proxies.forget();

    function.accept(Events.written(Events.created(users.name(id), "active")));

    assertThat(proxies.calls()).containsExactly(Proxies.BEGIN, Proxies.READ, Proxies.COMMIT);
  }

  @Test
  void a_change_costs_5_rpcs() {
    users.write(id, "active");

    function.accept(Events.written(Events.created(users.name(id), "active")));

    assertThat(proxies.calls())
        .containsExactly(
            Proxies.BEGIN, Proxies.READ, Proxies.COMMIT, Proxies.COMMIT, Proxies.PUBLISH);
  }

  @Test
  void changes_left_behind_by_others_cost_nothing_more() {
    users.write(id, "active");
    proxies.inject(Proxies.PUBLISH, new Fault.Refuse(Status.PERMISSION_DENIED));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(
            () -> function.accept(Events.written(Events.created(users.name(id), "active"))));
    proxies.heal();
    users.write(id, "canceled");
    proxies.forget();

    function.accept(Events.written(Events.created(users.name(id), "canceled")));

    assertThat(proxies.calls())
        .containsExactly(
            Proxies.BEGIN, Proxies.READ, Proxies.COMMIT, Proxies.COMMIT, Proxies.PUBLISH);
  }

  private DocumentEventData golden(String name) throws IOException {
    var golden = Events.golden(name).toBuilder();
    golden.getValueBuilder().setName(users.name(id));
    golden.getOldValueBuilder().setName(users.name(id));
    return golden.build();
  }
}
