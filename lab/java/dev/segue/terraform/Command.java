package dev.segue.terraform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Runs programs in one folder. */
final class Command {
  private final Path folder;
  private Path output = Path.of("target", "command.log");

  Command(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** Writes the output of programs to this file. */
  Command writeTo(Path output) {
    this.output = output;
    return this;
  }

  /** Returns the exit code. */
  int run(Duration patience, String... command) throws IOException, InterruptedException {
    return run(patience, Path.of("/dev/null"), command);
  }

  /** Returns what a program says on standard output that reads a text. */
  String ask(Duration patience, String input, String... command)
      throws IOException, InterruptedException {
    var question = Files.writeString(Files.createTempFile("segue", ".in"), input);
    try {
      var status = run(patience, question, command);
      var answer = Files.readString(output);
      if (status != 0) {
        throw new IOException("%s exits with %d: %s".formatted(command[0], status, answer));
      }
      return answer;
    } finally {
      Files.delete(question);
    }
  }

  private int run(Duration patience, Path input, String... command)
      throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      process.destroy();
      throw new IOException("%s takes more than %s".formatted(command[0], patience));
    }
    return process.exitValue();
  }
}
