package dev.segue.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs to their end.
 *
 * @param environment on top of ours
 */
public record Program(Path folder, Map<String, String> environment, Duration patience) {
  /**
   * The end of a program.
   *
   * @param output of both streams
   */
  public record Ended(List<String> command, int status, String output) {
    /** Returns the output of a program that succeeded. */
    public String succeeded() throws IOException {
      if (status != 0) {
        throw new IOException("%s ends with %s: %s".formatted(command, status, output));
      }
      return output;
    }
  }

  /** Runs programs in a folder. */
  public static Program in(Path folder) {
    return new Program(folder, Map.of(), Duration.ofMinutes(10));
  }

  /** Returns a tool of the JDK that runs this. */
  public static String ofJdk(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Returns a program on the PATH. */
  public static Optional<Path> installed(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public Ended run(String... command) throws IOException, InterruptedException {
    return run(List.of(command));
  }

  public Ended run(List<String> command) throws IOException, InterruptedException {
    var output = Files.createTempFile("segue", ".out");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toAbsolutePath().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      var process = builder.start();
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(
            "%s takes more than %s: %s".formatted(command, patience, Files.readString(output)));
      }
      return new Ended(command, process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
