package dev.segue.image;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with the functions' jars, the options to run them, and their AOT cache. Jars have full
 * paths in a fixed order, because a cache is valid for one class path.
 *
 * @param home contains {@code segue.jar}, with all libraries, and {@code invoker/}
 */
record AotCache(Path home) {
  /** The JVM's options in the image. The cache depends on the collector and the compiler. */
  static final List<String> OPTIONS =
      List.of(
          // For one CPU.
          "-XX:+UseSerialGC",
          // Halves the start; an event mostly waits for Firestore.
          "-XX:TieredStopAtLevel=1",
          // The default is a quarter.
          "-XX:MaxRAMPercentage=70",
          // A heap that starts at 8 MiB is collected thirty times during a start.
          "-Xmn32m",
          // Both would write to /tmp.
          "-XX:-UsePerfData",
          "-Dio.grpc.netty.shaded.io.netty.transport.noNative=true",
          // The training records nothing to replay.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTReplayTraining",
          // Creating method handles does not pay off for reflection that is used a few times.
          "-Djdk.reflect.useNativeAccessorOnly=true",
          // Its OpenSSL requires libgcc_s, which is not in the image.
          "-Dio.grpc.netty.shaded.io.netty.handler.ssl.noOpenSsl=true",
          // Netty and protobuf need both; JDKs from 23 on warn of them.
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  /** Writes the argument file for `java @java.args`, including the cache. */
  void writeArguments() throws IOException {
    var lines = Stream.concat(options().stream(), Stream.of("-XX:AOTCache=" + file()));
    Files.writeString(arguments(), lines.map(it -> it + "\n").collect(joining()));
  }

  Path arguments() {
    return home.resolve("java.args");
  }

  Path file() {
    return home.resolve("segue.aot");
  }

  /** The JVM's options without the cache, for the training. */
  List<String> options() {
    var classPath = "%s:%s".formatted(home.resolve("segue.jar"), invoker());
    return Stream.concat(OPTIONS.stream(), Stream.of("-cp", classPath)).toList();
  }

  private Path invoker() {
    try (var jars = Files.list(home.resolve("invoker"))) {
      return jars.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
