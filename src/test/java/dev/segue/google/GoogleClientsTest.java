package dev.segue.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

class GoogleClientsTest {
  @Test
  @DisabledIfEnvironmentVariable(
      named = "FIRESTORE_EMULATOR_HOST",
      matches = ".+",
      disabledReason = "the library ignores the channels for an emulator")
  void connections_to_firestore_have_keepalives() {
    var options = GoogleClients.options("some-project", "some-database").build();

    var channels = (InstantiatingGrpcChannelProvider) options.getTransportChannelProvider();
    assertThat(channels.getKeepAliveTimeDuration()).isEqualTo(Duration.ofSeconds(30));
    assertThat(channels.getKeepAliveTimeoutDuration()).isEqualTo(Duration.ofSeconds(10));
  }
}
