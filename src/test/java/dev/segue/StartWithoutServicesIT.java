package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.segue.event.EventFiles;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.FunctionProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions that start while neither Firestore nor Pub/Sub can be reached. */
@Execution(ExecutionMode.CONCURRENT)
class StartWithoutServicesIT {
  private static final Duration UNTIL_FIRST_CONNECTION = Duration.ofSeconds(60);

  /** Four times the limit for warming up, for busy machines. */
  private static final Duration UNTIL_READY = WarmUp.DEADLINE.multipliedBy(4);

  @TempDir private Path logs;

  /** The status answers a request that needs no service. */
  enum Function {
    SEGMENT_USER("dev.segue.SegmentUser", ImmutableSet.of("Firestore", "Pub/Sub"), 200),
    SWEEP("dev.segue.Sweep", ImmutableSet.of("Firestore", "Pub/Sub"), 405),
    FIND_MEMBERS("dev.segue.FindMembers", ImmutableSet.of("Firestore"), 405);

    private final String target;
    private final ImmutableSet<String> services;
    private final int status;

    Function(String target, ImmutableSet<String> services, int status) {
      this.target = target;
      this.services = services;
      this.status = status;
    }

    int ask(FunctionProcess process) throws IOException, InterruptedException {
      return this == SEGMENT_USER
          // An update that touches nothing the rules read.
          ? EventRequest.post(process.url(), Events.written(EventFiles.read("updated_name")))
          : HttpAnswer.of(process.url(), "PUT", "").status();
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_function_starts_while_its_services_are_silent(Function function) throws Exception {
    try (var silent = listener();
        var process = launch(function, silent)) {
      // Later connections are accepted by the system, too, and get no answer.
      silent.accept();
      assertThatItIsReadySoonAndServes(function, process);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_function_starts_while_its_services_refuse_connections(Function function) throws Exception {
    try (var process = launchAndHangUp(function)) {
      assertThatItIsReadySoonAndServes(function, process);
    }
  }

  private void assertThatItIsReadySoonAndServes(Function function, FunctionProcess process)
      throws Exception {
    var firstConnection = System.nanoTime();
    process.awaitReady();

    assertThat(Duration.ofNanos(System.nanoTime() - firstConnection)).isLessThan(UNTIL_READY);
    assertThat(function.ask(process)).isEqualTo(function.status);
    assertThat(servicesAway(process)).isEqualTo(function.services);
  }

  /** Returns the function after its first connection; later ones are refused. */
  private FunctionProcess launchAndHangUp(Function function) throws IOException {
    try (var listener = listener()) {
      var process = launch(function, listener);
      listener.accept().close();
      return process;
    }
  }

  private FunctionProcess launch(Function function, ServerSocket services) {
    var host = "127.0.0.1:" + services.getLocalPort();
    return FunctionProcess.launch(
        function.target,
        Map.of(
            "GOOGLE_CLOUD_PROJECT", "demo-segue",
            "FIRESTORE_EMULATOR_HOST", host,
            "PUBSUB_EMULATOR_HOST", host),
        logs);
  }

  private static ServerSocket listener() throws IOException {
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setSoTimeout((int) UNTIL_FIRST_CONNECTION.toMillis());
    return listener;
  }

  /** The services in warnings. */
  private static Set<String> servicesAway(FunctionProcess process) {
    var services = new HashSet<String>();
    for (var line : process.log()) {
      var message = line.get("message").asText();
      if (line.get("severity").asText().equals("WARNING")
          && message.matches("warming up .* failed: (?s).*")) {
        services.add(message.replaceAll("(?s)warming up (.*) failed: .*", "$1"));
      }
    }
    return services;
  }
}
