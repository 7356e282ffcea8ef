package dev.segue.local;

import com.google.cloud.functions.invoker.runner.Invoker;
import com.google.common.collect.ImmutableList;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A function in a process of its own, on Google's invoker and the class path that is deployed. */
public final class FunctionProcess implements AutoCloseable {
  /** As `./mvnw package` leaves it, and Google's buildpack runs it. */
  private static final Path BUILD = Path.of("target");

  private static final Pattern TERRAFORM_OPTIONS = Pattern.compile("java_tool_options = \"(.+)\"");

  private static final Duration UNTIL_READY = Duration.ofSeconds(60);

  /**
   * Memory as an instance of 512 MiB has it: the platform's own setting, and a JVM's own choice
   * there.
   */
  private static final List<String> AS_DEPLOYED =
      List.of("-XX:MaxRAMPercentage=70", "-XX:MaxRAM=512m", "-XX:+UseSerialGC");

  /** Starts in two thirds of the time, for processes that end before they would be any faster. */
  private static final List<String> SHORT_LIVED =
      ImmutableList.<String>builder().addAll(AS_DEPLOYED).add("-XX:TieredStopAtLevel=1").build();

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

  /** The same of another build, in a folder as `target` is. */
  public static FunctionProcess start(
      Path build, String target, Map<String, String> environment, Path logs) {
    return launch(build, target, environment, logs, PortLease.anyFree()).awaitReady();
  }

  /** The same without waiting: to see a start that fails. */
  public static FunctionProcess launch(String target, Map<String, String> environment, Path logs) {
    return launch(target, environment, logs, PortLease.anyFree());
  }

  static FunctionProcess launch(
      String target, Map<String, String> environment, Path logs, PortLease port) {
    return launch(BUILD, target, environment, logs, port);
  }

  private static FunctionProcess launch(
      Path build, String target, Map<String, String> environment, Path logs, PortLease port) {
    var jar = build.resolve("segue.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("no %s yet: run ./mvnw package -DskipTests".formatted(jar));
    }
    var classPath = "%s:%s/dependency/*%s".formatted(jar, build, testsThatHold(target));
    var name = unusedName(target.substring(target.lastIndexOf('.') + 1) + "-" + port.port(), logs);
    var output = logs.resolve(name + ".out.log");
    var errors = logs.resolve(name + ".err.log");
    var arguments =
        List.of(
            "--classpath", classPath, "--target", target, "--port", Integer.toString(port.port()));
    var invoker = List.of(JavaProgram.homeOf(Invoker.class));
    var process =
        new JavaProgram(
                Invoker.class.getName(), invoker, options(environment), arguments, environment)
            .start(output, errors);
    return new FunctionProcess(
        target,
        port,
        process,
        output,
        errors,
        () -> launch(build, target, environment, logs, port));
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
    var process = JavaProgram.start(command.apply(port.port()), environment, output, errors);
    return new FunctionProcess(
            name, port, process, output, errors, () -> start(name, command, environment, logs))
        .awaitReady();
  }

  /** Returns the JVM's options that Terraform sets. */
  public static String terraformOptions() throws IOException {
    var set = TERRAFORM_OPTIONS.matcher(Files.readString(Path.of("terraform", "functions.tf")));
    if (!set.find()) {
      throw new IllegalStateException("terraform/functions.tf sets no java_tool_options");
    }
    return set.group(1);
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
  private static String testsThatHold(String target) {
    var tests = JavaProgram.homeOf(FunctionProcess.class);
    var file = target.replace('.', '/') + ".class";
    return Files.exists(tests.resolve(file)) ? ":" + tests : "";
  }

  /** Whoever sets a JVM's options, as Terraform does, gets just those, and the platform's. */
  private static List<String> options(Map<String, String> environment) {
    return environment.containsKey("JAVA_TOOL_OPTIONS") ? AS_DEPLOYED : SHORT_LIVED;
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
}
