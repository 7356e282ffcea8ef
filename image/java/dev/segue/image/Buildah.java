package dev.segue.image;

import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A container that buildah made from the Dockerfile.
 *
 * @param root the folder of its files
 */
record Buildah(String container, Path root) {
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final List<String> ENTRY_POINT =
      List.of("/opt/java/bin/java", "@/app/java.args", "dev.segue.image.Main");

  /** Whether all requirements are met. */
  static boolean isUsable() {
    return System.getProperty("user.name").equals("root")
        && Runtime.version().feature() >= 25
        && Stream.of("buildah", "mmdebstrap")
            .allMatch(it -> Files.isExecutable(Path.of("/usr/bin", it)));
  }

  static Buildah build(Path folder) throws IOException, InterruptedException {
    var container =
        run("image/build_on_stand_ins.sh", System.getProperty("java.home"), "" + folder);
    return new Buildah(container, Path.of(run("buildah", "mount", container)));
  }

  /** Returns the command that runs the image with an argument, on the network of this machine. */
  List<String> command(Map<String, String> environment, int port, String argument) {
    var command = new ArrayList<>(List.of("buildah", "run", "--isolation=chroot"));
    environment.forEach((name, value) -> command.add("--env=%s=%s".formatted(name, value)));
    command.addAll(List.of("--env=PORT=" + port, container, "--"));
    command.addAll(ENTRY_POINT);
    command.add(argument);
    return command;
  }

  List<Path> filesNewerThan(Instant time) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS))
          .filter(it -> it.toFile().lastModified() > time.toEpochMilli())
          .toList();
    }
  }

  void remove() throws IOException, InterruptedException {
    run("buildah", "rm", container);
  }

  /** Returns the last line of a program's output. */
  private static String run(String... command) throws IOException, InterruptedException {
    var ended = new Program(Path.of(""), Map.of(), PATIENCE).run(command);
    return ended.succeeded().lines().reduce("", (one, next) -> next);
  }
}
