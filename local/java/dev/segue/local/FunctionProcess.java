package dev.segue.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.functions.invoker.runner.Invoker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
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

/** A function in a process of its own, on Google's invoker and the class path that is deployed. */
public final class FunctionProcess implements AutoCloseable {
  /** Where `./mvnw package` leaves `target`, and Google's buildpack runs it. */
  private static final Path SOURCE = Path.of("");

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

  /** Starts a function on any free port and waits until it is ready; log files go to a folder. */
  public static FunctionProcess start(String target, Map<String, String> environment, Path logs) {
    return launch(target, environment, logs).awaitReady();
  }

  /** The same of another source, in whose folder it has been packaged. */
  public static FunctionProcess start(
      Path source, String target, Map<String, String> environment, Path logs) {
    return launch(source, target, environment, logs, PortLease.anyFree()).awaitReady();
  }

  /** The same without waiting: to see a start that fails. */
  public static FunctionProcess launch(String target, Map<String, String> environment, Path logs) {
    return launch(target, environment, logs, PortLease.anyFree());
  }

  static FunctionProcess launch(
      String target, Map<String, String> environment, Path logs, PortLease port) {
    return launch(SOURCE, target, environment, logs, port);
  }

  private static FunctionProcess launch(
      Path source, String target, Map<String, String> environment, Path logs, PortLease port) {
    var jar = source.resolve("target/segue.jar");
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

  /** Starts one like it in its place, once it has been killed; to be closed like this one. */
  FunctionProcess relaunch() {
    return again.get();
  }

  /**
   * Starts a function by a command of the caller's own and waits until it is ready.
   *
   * @param command makes it listen on the port that it is given
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

  /** Waits until it takes requests. */
  public FunctionProcess awaitReady() {
    try {
      new Readiness(target, process, errors, UNTIL_READY).await(this::isListening);
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

  /** The innermost process, where a command starts others. */
  public ProcessHandle innermost() {
    return process.descendants().reduce((one, next) -> next).orElse(process.toHandle());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Where its standard output goes. */
  public Path output() {
    return output;
  }

  /** Where its standard error goes. */
  public Path errors() {
    return errors;
  }

  /** The complete lines it has written to standard output so far. */
  public List<String> stdout() {
    var text = read(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The lines of JSON it has logged so far. */
  public List<JsonNode> log() {
    return stdout().stream().map(FunctionProcess::json).toList();
  }

  /** What it has written to standard error so far. */
  public String stderr() {
    return read(errors);
  }

  /** Ends it as Cloud Run does, with SIGTERM. */
  public void stop() {
    JavaProgram.stop(process);
  }

  /** Ends it as a crash of the machine would, with SIGKILL. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** The exit code, once it has ended by itself. */
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

  /** So that what a killed function has logged stays. */
  private static String unusedName(String name, Path logs) {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> i == 1 ? name : name + "-" + i)
        .filter(candidate -> !Files.exists(logs.resolve(candidate + ".out.log")))
        .findFirst()
        .orElseThrow();
  }

  /** What a function needs on top that is none of the deployed ones, but a test's own. */
  private static Optional<Path> testsThatHold(String target) {
    var tests = JavaProgram.homeOf(FunctionProcess.class);
    return Optional.of(tests)
        .filter(it -> Files.exists(it.resolve(target.replace('.', '/') + ".class")));
  }

  private boolean isListening() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.port())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
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
