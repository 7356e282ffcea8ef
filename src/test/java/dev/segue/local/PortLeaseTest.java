package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortLeaseTest {
  private static final String SETTING = "SEGUE_FUNCTION_PORT";

  @Test
  void leases_no_port_twice() {
    try (var lease = PortLease.anyFree()) {
      assertThatIllegalArgumentException().isThrownBy(() -> leaseOf(lease.port()));
    }
  }

  @Test
  void leases_a_port_again_once_it_was_given_back() {
    var lease = PortLease.anyFree();
    lease.close();

    try (var again = leaseOf(lease.port())) {
      assertThat(again.port()).isEqualTo(lease.port());
    }
  }

  @Test
  void waits_for_a_port_that_another_run_gives_back() {
    var lease = PortLease.anyFree();
    var again =
        CompletableFuture.supplyAsync(
            () -> PortLease.of(lease.port(), SETTING, Duration.ofSeconds(20)));

    lease.close();

    again.join().close();
  }

  @Test
  void leases_no_port_with_a_listener() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> leaseOf(server.getLocalPort()))
          .withMessageContaining(SETTING)
          .withMessageContaining(Integer.toString(server.getLocalPort()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "0", "65536", "-1", "99999999999"})
  void refuses_what_is_no_port(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PortLease.of(Map.of(SETTING, value), SETTING))
        .withMessageContaining("%s is not a port: '%s'", SETTING, value);
  }

  private static PortLease leaseOf(int port) {
    return PortLease.of(port, SETTING, Duration.ZERO);
  }
}
