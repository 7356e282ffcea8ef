package dev.segue.cli.beam;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryTest {
  @Test
  void a_million_users_are_compared_in_128_mb() throws Exception {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Bench.class.getName(),
                "1000000",
                "8")
            .redirectErrorStream(true)
            .start();

    var output = new String(program.getInputStream().readAllBytes(), UTF_8);

    assertThat(program.waitFor()).as(output).isZero();
    assertThat(output).contains("compared 1000000, would move 200000");
  }
}
