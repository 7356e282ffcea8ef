package dev.segue.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image's own main class where it cannot serve. */
class MainIT {
  @TempDir private Path logs;

  @Test
  void a_wrong_setting_ends_it_with_one_line_that_names_it() throws Exception {
    assertThat(exitCode(Map.of("SEGUE_TOPIC", "a/b"), "SegmentUser")).isEqualTo(1);

    var line = new ObjectMapper().readTree(logs.resolve("out").toFile());
    assertThat(line.get("severity").textValue()).isEqualTo("CRITICAL");
    assertThat(line.get("message").textValue())
        .isEqualTo("SEGUE_TOPIC is 'a/b', which is not a topic id");
  }

  @Test
  void a_function_that_it_does_not_have_ends_it_and_is_named() throws Exception {
    assertThat(exitCode(Map.of(), "SegmentUsers")).isEqualTo(2);

    assertThat(logs.resolve("err"))
        .hasContent("Which function? Say FindMembers or SegmentUser or Sweep, not 'SegmentUsers'");
  }

  private int exitCode(Map<String, String> settings, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/boot/segue-boot.jar:target/invoker/*",
                "dev.segue.image.Main"));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(logs.resolve("out").toFile())
            .redirectError(logs.resolve("err").toFile());
    builder.environment().put("GOOGLE_CLOUD_PROJECT", "acme-prod");
    builder.environment().putAll(settings);
    var process = builder.start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("it still runs");
    }
    return process.exitValue();
  }
}
