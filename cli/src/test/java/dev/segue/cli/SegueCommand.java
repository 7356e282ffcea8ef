package dev.segue.cli;

import dev.segue.local.JavaProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs {@code ./segue} in a folder, as a user does. */
public record SegueCommand(Path folder, Map<String, String> environment) {
  private static final long PATIENCE_SECONDS = 1_200;

  /** Compiles less, which nearly halves the CPU time of a run of some seconds. */
  private static final String SHORT_RUN = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final Pattern JVM_NOTE = Pattern.compile("NOTE: Picked up .*\\R");

  /** The result of a run. */
  public record Ended(int exit, String output, String errors) {
    @Override
    public String toString() {
      return "exit %s%n%s%n%s".formatted(exit, output, errors);
    }
  }

  /** A run that may not have ended. */
  public record Running(Process process, Path output, Path errors) {
    public Ended await() {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("still runs: " + Files.readString(errors));
        }
        return new Ended(process.exitValue(), Files.readString(output), readErrors());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private String readErrors() throws IOException {
      return JVM_NOTE.matcher(Files.readString(errors)).replaceAll("");
    }
  }

  public Ended run(String... arguments) {
    return start(arguments).await();
  }

  public Running start(String... arguments) {
    try {
      var output = Files.createTempFile(folder, "output", ".txt");
      var errors = Files.createTempFile(folder, "errors", ".txt");
      var command = new ArrayList<String>();
      command.add(Path.of("segue").toAbsolutePath().toString());
      command.addAll(List.of(arguments));
      var settings = new HashMap<>(environment);
      settings.putIfAbsent(
          "JDK_JAVA_OPTIONS", SHORT_RUN + " -Djava.io.tmpdir=" + folder.toAbsolutePath());
      var process = JavaProgram.start(folder, command, settings, output, errors);
      return new Running(process, output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
