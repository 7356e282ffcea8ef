package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A main class to run in a separate JVM, of the same JDK.
 *
 * @param options of the JVM
 * @param environment on top of ours, without our settings of Segue, Google's clients and JVMs
 */
public record JavaProgram(
    String mainClass,
    List<Path> classPath,
    List<String> options,
    List<String> arguments,
    Map<String, String> environment) {

  private static final Predicate<String> STEERS =
      Pattern.compile(
              "(SEGUE|GOOGLE|GCLOUD|CLOUDSDK|K|FUNCTION)_.*|.*_EMULATOR_HOST|PORT|J.*_OPTIONS")
          .asMatchPredicate();

  /** Starts the program, which ends with this JVM. */
  Process start(Path output, Path errors) {
    return start(Path.of(""), output, errors);
  }

  /** Starts it in a folder. */
  Process start(Path folder, Path output, Path errors) {
    return start(folder, command(), environment, output, errors);
  }

  /** Starts any command with such an environment. */
  public static Process start(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      Path output,
      Path errors) {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toAbsolutePath().toFile())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().keySet().removeIf(STEERS);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start %s".formatted(command), e);
    }
  }

  /** Sends SIGTERM, and SIGKILL after five seconds. */
  public static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(Program.ofJdk("java"));
    command.addAll(options);
    command.add("-cp");
    command.add(
        Stream.concat(classPath.stream(), Stream.of(homeOf(Leash.class)))
            .map(Path::toString)
            .collect(Collectors.joining(System.getProperty("path.separator"))));
    command.add(Leash.class.getName());
    command.add(Long.toString(ProcessHandle.current().pid()));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** The jar or folder that a class was loaded from. */
  static Path homeOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return Path.of(java.net.URI.create(source.getLocation().toString()));
  }
}
