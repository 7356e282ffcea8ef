package dev.segue.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.segue.firestore.Documents;
import dev.segue.local.Emulators;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image's own main class, ended as Cloud Run ends an instance. */
@ExtendWith(LocalStackExtension.class)
class DrainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** The JVM's exit code after SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir private Path logs;

  private final LocalStack stack;
  private final Proxies proxies;

  DrainIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    stack.trigger().pause();
    proxies = new Proxies(stack, emulators);
  }

  @AfterEach
  void disconnect() {
    proxies.close();
  }

  @Test
  void a_delivery_in_flight_at_sigterm_is_done_and_acknowledged() throws Exception {
    Documents.await(
        stack
            .firestore()
            .collection("users")
            .document("ada")
            .set(Map.of("subscription_status", "active")));
    try (var function =
        FunctionProcess.start("SegmentUser", this::command, proxies.environment(), logs)) {
      proxies.awaitWarm();
      proxies.inject(Proxies.WRITE, new Fault.Delay(Duration.ofSeconds(2)));
      var status = CompletableFuture.supplyAsync(() -> deliver(function));
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.WRITE) > 0);

      assertThat(function.innermost().destroy()).isTrue();

      assertThat(status.get()).isEqualTo(200);
      assertThat(function.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
    }
    var segment = Documents.await(stack.firestore().collection("segments").document("ada").get());
    assertThat(segment.get("pending")).isEqualTo(List.of());
  }

  @Test
  void with_nothing_in_flight_it_ends_at_once() {
    try (var function =
        FunctionProcess.start("SegmentUser", this::command, proxies.environment(), logs)) {
      function.innermost().destroy();

      assertThat(function.awaitExit(Duration.ofSeconds(8))).isEqualTo(TERMINATED);
    }
  }

  private List<String> command(int port) {
    return List.of(
        "env",
        "PORT=" + port,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        "target/boot/segue-boot.jar:target/invoker/*",
        "dev.segue.image.Main",
        "SegmentUser");
  }

  private int deliver(FunctionProcess function) {
    var name = "projects/%s/databases/(default)/documents/users/ada".formatted(stack.project());
    var event = Events.written(Events.created(name, "active"));
    var headers =
        Map.of(
            "ce-id", event.getId(),
            "ce-specversion", "1.0",
            "ce-type", event.getType(),
            "ce-source", event.getSource().toString(),
            "content-type", "application/protobuf");
    try {
      return new EventRequest(headers, ByteString.copyFrom(event.getData().toBytes()))
          .post(function.url());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
