package dev.segue.subscribers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.Lists;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    var command = Lists.asList(program(), arguments);
    return Program.in(Path.of("")).run(command).succeeded().lines().toList();
  }
}
