package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs bash in a folder, which is its home as well, with PATH of our environment.
 *
 * @param setUp commands to run first
 */
record Shell(Path folder, String setUp) {
  private static final long PATIENCE_SECONDS = 120;
  private static final Set<String> INHERITED = Set.of("PATH", "LANG", "LC_ALL");

  /** Whether all programs of the runbook are installed. */
  static boolean isUsable() {
    return Stream.of("bash", "curl", "jq", "gcloud").allMatch(Shell::isInstalled);
  }

  static boolean isInstalled(String program) {
    return Program.installed(program).isPresent();
  }

  /** Returns the standard output of commands; fails if one of them fails. */
  String run(String commands) throws IOException, InterruptedException {
    return bash(commands, "-euo", "pipefail");
  }

  /** Fails if the commands are not valid bash; does not run them. */
  void parse(String commands) throws IOException, InterruptedException {
    bash(commands, "-n");
  }

  private String bash(String commands, String... options) throws IOException, InterruptedException {
    var script = Files.writeString(folder.resolve("script"), setUp + "\n" + commands + "\n");
    var output = folder.resolve("output").toFile();
    var errors = folder.resolve("errors").toFile();
    var command =
        Stream.of(List.of("bash"), List.of(options), List.of(script.toString()))
            .flatMap(List::stream)
            .toList();
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output)
            .redirectError(errors);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().put("HOME", folder.toString());
    var process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("after %d s still runs: %s".formatted(PATIENCE_SECONDS, commands));
    }
    var written = Files.readString(output.toPath());
    assertThat(process.exitValue())
        .as(
            "exit status of%n%s%nwhich writes%n%s%s",
            commands, written, Files.readString(errors.toPath()))
        .isZero();
    return written;
  }
}
