package dev.segue.image;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with the functions' jars: how a JVM is to run them, and the AOT cache that it runs them
 * from. Jars go by their full paths, and in one order: a cache is for one class path.
 *
 * @param home holds {@code segue.jar}, with all libraries, and {@code invoker/}
 */
record AotCache(Path home) {
  /**
   * The JVM's options in the image. Those that name a collector or a compiler go into the cache.
   */
  static final List<String> OPTIONS =
      List.of(
          // One CPU, and little to do between events.
          "-XX:+UseSerialGC",
          // Starts in half the time; what an event takes is spent waiting for Firestore.
          "-XX:TieredStopAtLevel=1",
          // The default is a quarter.
          "-XX:MaxRAMPercentage=70",
          // Else the heap begins at 8 MiB, and a start is collected thirty times.
          "-Xmn32m",
          // Both would write to /tmp.
          "-XX:-UsePerfData",
          "-Dio.grpc.netty.shaded.io.netty.transport.noNative=true",
          // There is nothing to replay, since the training records nothing of the kind.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-AOTReplayTraining",
          // Reflection that is used a few times is not worth a method handle made for it.
          "-Djdk.reflect.useNativeAccessorOnly=true",
          // Its OpenSSL wants libgcc_s, which the image has not.
          "-Dio.grpc.netty.shaded.io.netty.handler.ssl.noOpenSsl=true",
          // Netty and protobuf need both; JDKs from 23 on warn of them.
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  /** Writes what `java @java.args` runs, the cache included. */
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

  /** The JVM's options without the cache: what a cache is trained with. */
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
