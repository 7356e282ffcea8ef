package dev.segue.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.functions.invoker.runner.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A function in a separate process, on Google's invoker and the deployed class path. */
public final class FunctionProcess implements AutoCloseable {
  /** The folder that `./mvnw package` and Google's buildpack run in. */
  private static final Path SOURCE = Path.of("");

  static final Path JAR = Path.of("target", "segue.jar");
  private static final Duration UNTIL_READY = Duration.ofSeconds(60);

  private final String name;
  private final PortLease port;
  private final Path logs;
  private final BiFunction<Path, Path, Process> start;
  private final Path output;
  private final Path errors;
  private final Process process;

  /**
   * Starts a process on a port.
   *
   * @param start takes the files of standard output and standard error
   */
  private FunctionProcess(
      String name, PortLease port, Path logs, BiFunction<Path, Path, Process> start) {
    this.name = name;
    this.port = port;
    this.logs = logs;
    this.start = start;
    var file = unusedName(name + "-" + port.port(), logs);
    output = logs.resolve(file + ".out.log");
    errors = logs.resolve(file + ".err.log");
    process = start.apply(output, errors);
  }

  /** Starts a function on a free port, waits until it is ready; log files go to a folder. */
  public static FunctionProcess start(String target, Map<String, String> environment, Path logs) {
    return start(SOURCE, target, environment, logs);
  }

  /** The same from another checkout, which has been packaged. */
  public static FunctionProcess start(
      Path source, String target, Map<String, String> environment, Path logs) {
    return launch(source, target, environment, logs, PortLease.anyFree()).awaitReady();
  }

  /** The same without waiting, for starts that fail. */
  public static FunctionProcess launch(String target, Map<String, String> environment, Path logs) {
    return launch(SOURCE, target, environment, logs, PortLease.anyFree());
  }

  static FunctionProcess launch(
      Path source, String target, Map<String, String> environment, Path logs, PortLease port) {
    var jar = source.resolve(JAR);
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no %s yet: run ./mvnw package -DskipTests".formatted(jar));
    }
    // A function that only tests have needs their class path.
    var tests = JavaProgram.homeOf(FunctionProcess.class);
    var isTests = Files.exists(tests.resolve(target.replace('.', '/') + ".class"));
    var classPath = "target/segue.jar:target/dependency/*" + (isTests ? ":" + tests : "");
    var program =
        new JavaProgram(
            Invoker.class.getName(),
            List.of(JavaProgram.homeOf(Invoker.class)),
            isTests
                ? JvmOptions.withoutBootClassPath(environment)
                : JvmOptions.deployed(environment),
            List.of("--classpath", classPath, "--target", target, "--port", "" + port.port()),
            environment);
    return new FunctionProcess(
        target.substring(target.lastIndexOf('.') + 1),
        port,
        logs,
        (output, errors) -> program.start(source, output, errors));
  }

  /**
   * Starts a function by another command and waits until it is ready.
   *
   * @param command returns the command for a port
   */
  public static FunctionProcess start(
      String name,
      Function<Integer, List<String>> command,
      Map<String, String> environment,
      Path logs) {
    var port = PortLease.anyFree();
    return new FunctionProcess(
            name,
            port,
            logs,
            (output, errors) ->
                JavaProgram.start(SOURCE, command.apply(port.port()), environment, output, errors))
        .awaitReady();
  }

  /** Starts it again on its port, after it was killed; the caller closes the new one, too. */
  FunctionProcess relaunch() {
    return new FunctionProcess(name, port, logs, start);
  }

  /** Waits until it listens. */
  public FunctionProcess awaitReady() {
    try {
      new Readiness(name, process, errors, UNTIL_READY)
          .await(() -> PortLease.isListenedOn(port.port()));
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  public URI url() {
    return URI.create("http://" + port.host() + "/");
  }

  public long pid() {
    return process.pid();
  }

  /** The innermost process, if a command starts others. */
  public ProcessHandle innermost() {
    return process.descendants().reduce((one, next) -> next).orElse(process.toHandle());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The file of its standard output. */
  public Path output() {
    return output;
  }

  /** The file of its standard error. */
  public Path errors() {
    return errors;
  }

  /** The complete lines of standard output so far. */
  public List<String> stdout() {
    var text = read(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The lines of JSON in {@link #stdout}. */
  public List<JsonNode> log() {
    return stdout().stream().map(FunctionProcess::json).toList();
  }

  /** Standard error so far. */
  public String stderr() {
    return read(errors);
  }

  /** Sends SIGTERM, as Cloud Run does. */
  public void stop() {
    JavaProgram.stop(process);
  }

  /** Sends SIGKILL, as if the machine crashed. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** Waits for the end, and returns the exit code. */
  public int awaitExit(Duration deadline) {
    try {
      if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IllegalStateException("%s still runs after %s".formatted(name, deadline));
  }

  @Override
  public void close() {
    stop();
    port.close();
  }

  /** Keeps the log of a killed function. */
  private static String unusedName(String name, Path logs) {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> i == 1 ? name : name + "-" + i)
        .filter(candidate -> !Files.exists(logs.resolve(candidate + ".out.log")))
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path log) {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(log), e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not a line of JSON: " + line, e);
    }
  }
}
