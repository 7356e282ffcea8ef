package dev.segue.image;

import com.google.common.collect.ImmutableList;
import dev.segue.local.PortLease;
import dev.segue.local.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Trains the AOT cache at its place in the image, and starts each function from it. Needs neither
 * network nor emulator.
 */
public final class Train {
  /** The first of three ports, outside those of tests and of outgoing connections. */
  private static final int FIRST_PORT = 30_000 + 3 * ThreadLocalRandom.current().nextInt(900);

  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MAIN = "dev.segue.image.Main";

  private final AotCache cache;
  private final TrainingFirestore firestore = new TrainingFirestore();
  private final TrainingPubSub pubSub = new TrainingPubSub();
  private final TrainingRequests requests = new TrainingRequests(firestore);

  private Train(AotCache cache) {
    this.cache = cache;
  }

  /** Takes the folder with the jars, which must have the same path when the image runs. */
  public static void main(String[] arguments) throws Exception {
    new Train(new AotCache(Path.of(arguments[0]).toAbsolutePath())).run();
  }

  private void run() throws IOException, InterruptedException {
    var methods = new HashMap<>(firestore.methods());
    methods.putAll(pubSub.methods());
    try (var services = Services.open(methods)) {
      Files.deleteIfExists(cache.file());
      var options = new ArrayList<>(cache.options());
      // With it each start would compile what was compiled here, mostly for later events.
      options.add("-XX:-AOTRecordTraining");
      options.add("-XX:AOTCacheOutput=" + cache.file());
      inJvm(
          services,
          options,
          List.of("SegmentUser", "Sweep", "FindMembers"),
          () -> {
            for (int round = 0; round < ROUNDS; round++) {
              requests.deliver(port(0));
              requests.sweep(port(1));
              requests.find(port(2));
            }
            requests.replay(port(1));
          });
      if (pubSub.published() < ROUNDS) {
        throw new IllegalStateException(
            "%s messages published, at least %s expected".formatted(pubSub.published(), ROUNDS));
      }
      cache.writeArguments();
      // Makes a cache that does not fit an error, which in the image is a warning.
      var strict = List.of("@" + cache.arguments(), "-XX:AOTMode=on");
      inJvm(services, strict, List.of("SegmentUser"), () -> requests.deliver(port(0)));
      inJvm(services, strict, List.of("Sweep"), () -> requests.sweep(port(0)));
      inJvm(services, strict, List.of("FindMembers"), () -> requests.find(port(0)));
    }
    System.out.printf("Trained %s: %d MiB%n", cache.file(), Files.size(cache.file()) >> 20);
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Serves functions in a JVM, does the work, and ends the JVM. */
  private static void inJvm(
      Services services, List<String> options, List<String> functions, Work work)
      throws IOException, InterruptedException {
    var command =
        ImmutableList.<String>builder()
            .add(Program.ofJdk("java"))
            .addAll(options)
            .addAll(services.options())
            .add(MAIN)
            .addAll(functions)
            .build();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (Boolean.getBoolean("segue.train.verbose")) {
      builder.inheritIO();
    }
    var environment = builder.environment();
    // Emulators and credentials of the developer.
    environment.keySet().removeIf(name -> name.matches(".*_EMULATOR_HOST|GOOGLE_.*"));
    environment.putAll(services.environment());
    environment.put("GOOGLE_CLOUD_PROJECT", TrainingRequests.PROJECT);
    environment.put("PORT", "" + FIRST_PORT);
    var process = builder.start();
    try {
      for (int i = 0; i < functions.size(); i++) {
        awaitPort(process, FIRST_PORT + i, functions.get(i));
      }
      work.run();
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static void awaitPort(Process process, int port, String name)
      throws InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!PortLease.isListenedOn(port)) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s does not start; -Dsegue.train.verbose=true shows why".formatted(name));
      }
    }
  }

  private static URI port(int index) {
    return URI.create("http://127.0.0.1:%s/".formatted(FIRST_PORT + index));
  }
}
