package dev.segue.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.StackFixture;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.Program;
import dev.segue.local.Proxies;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main class of the image: starts that fail, and the end by SIGTERM as on Cloud Run. */
class MainIT extends StackFixture {
  /** The JVM's exit code after SIGTERM. */
  private static final int TERMINATED = 143;

  private static final List<String> COMMAND =
      List.of(
          Program.ofJdk("java"),
          "-XX:TieredStopAtLevel=1",
          "-cp",
          "target/boot/segue-boot.jar:target/invoker/*",
          "dev.segue.image.Main");

  @TempDir private Path logs;

  MainIT(LocalStack stack) {
    super(stack);
    stack.trigger().pause();
  }

  @AfterEach
  void heal() {
    proxies.heal();
  }

  @Test
  void a_wrong_setting_ends_it_with_one_line_that_names_it() throws Exception {
    var ended = run(Map.of("SEGUE_TOPIC", "a/b"), "SegmentUser");
    assertThat(ended.status()).isEqualTo(1);
    var lines = ended.output().lines().filter(line -> line.startsWith("{")).toList();
    assertThat(lines).hasSize(1);
    var line = new ObjectMapper().readTree(lines.getFirst());
    assertThat(line.get("severity").textValue()).isEqualTo("CRITICAL");
    assertThat(line.get("message").textValue())
        .isEqualTo("SEGUE_TOPIC is 'a/b', which is not a topic id");
  }

  @Test
  void a_function_that_it_does_not_have_ends_it_and_is_named() throws Exception {
    var ended = run(Map.of(), "SegmentUsers");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.output().strip())
        .isEqualTo("Which function? Say FindMembers or SegmentUser or Sweep, not 'SegmentUsers'");
  }

  @Test
  void a_delivery_in_flight_at_sigterm_is_done_and_acknowledged() throws Exception {
    users.write("ada", "active");
    var event = Events.written(Events.created(users.name("ada"), "active"));
    try (var function = start();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      proxies.awaitWarm();
      proxies.inject(Proxies.WRITE, new Fault.Delay(Duration.ofSeconds(2)));

      var status = threads.submit(() -> EventRequest.post(function.url(), event));
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.WRITE) > 0);
      assertThat(function.innermost().destroy()).isTrue();

      assertThat(status.get()).isEqualTo(200);
      assertThat(function.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
    }
    assertThat(users.segment("ada").get("pending")).isEqualTo(List.of());
  }

  @Test
  void with_nothing_in_flight_it_ends_at_once() {
    try (var function = start()) {
      function.innermost().destroy();

      assertThat(function.awaitExit(Duration.ofSeconds(8))).isEqualTo(TERMINATED);
    }
  }

  private FunctionProcess start() {
    return FunctionProcess.start(
        "SegmentUser",
        port ->
            Stream.of(List.of("env", "PORT=" + port), COMMAND, List.of("SegmentUser"))
                .flatMap(List::stream)
                .toList(),
        proxies.environment(),
        logs);
  }

  private static Program.Ended run(Map<String, String> settings, String argument)
      throws IOException, InterruptedException {
    var environment = new HashMap<>(settings);
    environment.put("GOOGLE_CLOUD_PROJECT", "acme-prod");
    return new Program(Path.of(""), environment, PATIENCE)
        .run(Stream.concat(COMMAND.stream(), Stream.of(argument)).toList());
  }
}
