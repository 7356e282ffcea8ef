package dev.segue;

import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs bash in a folder, which is its home as well, with PATH of our environment.
 *
 * @param setUp commands to run first
 */
record Shell(Path folder, String setUp) {
  /** Whether all programs of the runbook are installed. */
  static boolean isUsable() {
    return Stream.of("bash", "curl", "jq", "gcloud").allMatch(Shell::isInstalled);
  }

  static boolean isInstalled(String program) {
    return Program.installed(program).isPresent();
  }

  /** Returns the output of commands; fails if one of them fails. */
  String run(String commands) throws IOException, InterruptedException {
    return bash(commands, "-euo", "pipefail");
  }

  /** Fails if the commands are not valid bash; does not run them. */
  void parse(String commands) throws IOException, InterruptedException {
    bash(commands, "-n");
  }

  private String bash(String commands, String... options) throws IOException, InterruptedException {
    var script = Files.writeString(folder.resolve("script"), setUp + "\n" + commands + "\n");
    var environment = List.of("HOME=" + folder, "PATH=" + System.getenv("PATH"), "LANG=C.UTF-8");
    var command =
        Stream.of(
                List.of("env", "-i"),
                environment,
                List.of("bash"),
                List.of(options),
                List.of(script.toString()))
            .flatMap(List::stream)
            .toList();
    return Program.in(folder).run(command).succeeded();
  }
}
