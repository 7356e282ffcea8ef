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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A function in a separate process, on Google's invoker and the deployed class path. */
public final class FunctionProcess implements AutoCloseable {
  /** The folder that `./mvnw package` and Google's buildpack run in. */
  private static final Path SOURCE = Path.of("");

  static final Path JAR = Path.of("target", "segue.jar");

  private static final Duration UNTIL_READY = Duration.ofSeconds(60);

  private final String target;
  private final PortLease port;
  private final Process process;
  private final Path output;
  private final Path errors;
  private final Supplier<FunctionProcess> again;

  private FunctionProcess(
      String target,
      PortLease port,
      Process process,
      Path output,
      Path errors,
      Supplier<FunctionProcess> again) {
    this.target = target;
    this.port = port;
    this.process = process;
    this.output = output;
    this.errors = errors;
    this.again = again;
  }

  /** Starts a function on a free port, waits until it is ready; log files go to a folder. */
  public static FunctionProcess start(String target, Map<String, String> environment, Path logs) {
    return launch(target, environment, logs).awaitReady();
  }

  /** The same from another checkout, which has been packaged. */
  public static FunctionProcess start(
      Path source, String target, Map<String, String> environment, Path logs) {
    return launch(source, target, environment, logs, PortLease.anyFree()).awaitReady();
  }

  /** The same without waiting, for starts that fail. */
  public static FunctionProcess launch(String target, Map<String, String> environment, Path logs) {
    return launch(target, environment, logs, PortLease.anyFree());
  }

  static FunctionProcess launch(
      String target, Map<String, String> environment, Path logs, PortLease port) {
    return launch(SOURCE, target, environment, logs, port);
  }

  private static FunctionProcess launch(
      Path source, String target, Map<String, String> environment, Path logs, PortLease port) {
    var jar = source.resolve(JAR);
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no %s yet: run ./mvnw package -DskipTests".formatted(jar));
    }
    var tests = testsThatHold(target);
    var classPath = "target/segue.jar:target/dependency/*" + tests.map(it -> ":" + it).orElse("");
    var options =
        tests.isEmpty()
            ? JvmOptions.deployed(environment)
            : JvmOptions.withoutBootClassPath(environment);
    var name = unusedName(target.substring(target.lastIndexOf('.') + 1) + "-" + port.port(), logs);
    var output = logs.resolve(name + ".out.log");
    var errors = logs.resolve(name + ".err.log");
    var arguments =
        List.of(
            "--classpath", classPath, "--target", target, "--port", Integer.toString(port.port()));
    var invoker = List.of(JavaProgram.homeOf(Invoker.class));
    var process =
        new JavaProgram(Invoker.class.getName(), invoker, options, arguments, environment)
            .start(source, output, errors);
    return new FunctionProcess(
        target,
        port,
        process,
        output,
        errors,
        () -> launch(source, target, environment, logs, port));
  }

  /** Starts it again on its port, after it was killed; the caller closes the new one, too. */
  FunctionProcess relaunch() {
    return again.get();
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
    var output = logs.resolve("%s-%d.out.log".formatted(name, port.port()));
    var errors = logs.resolve("%s-%d.err.log".formatted(name, port.port()));
    var process =
        JavaProgram.start(SOURCE, command.apply(port.port()), environment, output, errors);
    return new FunctionProcess(
            name, port, process, output, errors, () -> start(name, command, environment, logs))
        .awaitReady();
  }

  /** Waits until it listens. */
  public FunctionProcess awaitReady() {
    try {
      new Readiness(target, process, errors, UNTIL_READY)
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
    throw new IllegalStateException("%s still runs after %s".formatted(target, deadline));
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

  /** The class path of a function that only tests have; empty for a deployed one. */
  private static Optional<Path> testsThatHold(String target) {
    var tests = JavaProgram.homeOf(FunctionProcess.class);
    return Optional.of(tests)
        .filter(it -> Files.exists(it.resolve(target.replace('.', '/') + ".class")));
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
