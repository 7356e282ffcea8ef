package dev.segue.subscribers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Python with the packages of lab/python/requirements.txt. */
final class PythonTools {
  static final Path FOLDER = Path.of("lab", "python");

  private static final Path PYTHON = FOLDER.resolve(".venv/bin/python");

  private PythonTools() {}

  static void assumeInstalled() {
    assumeTrue(
        Files.exists(PYTHON),
        "not installed: cd lab/python && python3 -m venv .venv && .venv/bin/pip install -r"
            + " requirements.txt");
  }

  static String program() {
    return PYTHON.toAbsolutePath().toString();
  }

  /** Returns the lines that a program prints. */
  static List<String> run(String... arguments) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of(program()), Stream.of(arguments)).toList();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
