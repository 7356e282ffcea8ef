package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.TcpProxy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The deployed function on a connection that was dropped on its way, and nobody was told. */
@ExtendWith(LocalStackExtension.class)
class ForgottenConnectionIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LocalStack stack;
  private final Users users;
  private final Emulators emulators;

  ForgottenConnectionIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    this.emulators = emulators;
    users = new Users(stack);
  }

  @Test
  void an_instance_gives_up_a_connection_to_pubsub_on_which_nobody_answers() throws IOException {
    stack.trigger().pause();
    try (var network = TcpProxy.to(emulators.pubsubHost())) {
      var settings = stack.environment();
      settings.put("PUBSUB_EMULATOR_HOST", network.host());
      var function = stack.startFunction("dev.segue.SegmentUser", settings);
      users.write("ada", "active");
      var event = Events.written(Events.created(users.name("ada"), "active"));
      assertThat(Deliveries.binary(function.url(), event)).isEqualTo(200);
      users.write("ada", "canceled");

      network.forget();

      assertThat(Deliveries.binary(function.url(), event)).isEqualTo(500);
      await().atMost(PATIENCE).until(() -> Deliveries.binary(function.url(), event) == 200);
      assertThat(users.segment("ada").getLong("revision")).isEqualTo(2);
    }
  }
}
