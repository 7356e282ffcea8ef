package dev.segue.bench;

import com.google.common.base.Splitter;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.segue.local.JvmOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of running the function.
 *
 * @param command listens on the port that PORT names
 */
record Contender(String name, List<String> command) {
  static final String PEER = "Node";

  private static final Path TARGET = Path.of("target");
  private static final Path NODE = Path.of("bench", "node");

  /** An instance of 512 MiB, whatever this machine has. */
  private static final String MEMORY = "-XX:MaxRAM=512m";

  /** As Google's buildpack runs the source, with the options that Terraform sets. */
  static Contender fromSource() throws IOException {
    return fromSource(
        "source", Splitter.on(' ').splitToList(JvmOptions.ofTerraform()));
  }

  /** The same with options of the caller's own. */
  static Contender fromSource(String name, List<String> options) {
    var command = new ArrayList<>(List.of(java(), MEMORY));
    command.addAll(options);
    command.addAll(
        List.of(
            "-jar",
            invoker().toString(),
            "--classpath",
            "%s:%s/*".formatted(TARGET.resolve("segue.jar"), TARGET.resolve("dependency")),
            "--target",
            "dev.segue.SegmentUser"));
    return new Contender(name, command);
  }

  /** As the image runs: with an AOT cache, which is trained first where there is none yet. */
  static Contender image() throws IOException, InterruptedException {
    var home = TARGET.resolve("bench").resolve("image").toAbsolutePath();
    if (Files.exists(home)) {
      MoreFiles.deleteRecursively(home, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    copy(TARGET.resolve("dependency"), home.resolve("lib"));
    copy(TARGET.resolve("invoker"), home.resolve("invoker"));
    Files.copy(TARGET.resolve("segue.jar"), home.resolve("segue.jar"));
    System.out.println("Training the image's AOT cache …");
    var status =
        new ProcessBuilder(
                java(),
                "-cp",
                "target/test-jar/segue-tests.jar:target/segue.jar:target/dependency/*",
                "dev.segue.image.Train",
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("training ends with %d".formatted(status));
    }
    return new Contender(
        "image",
        List.of(
            java(), "@" + home.resolve("java.args"), MEMORY, "dev.segue.image.Main", "SegmentUser"));
  }

  /** The same function in Node, from npm by its lock file. */
  static Contender peer() throws IOException, InterruptedException {
    if (!Files.exists(NODE.resolve("node_modules"))) {
      var status =
          new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
              .directory(NODE.toFile())
              .inheritIO()
              .start()
              .waitFor();
      if (status != 0) {
        throw new IllegalStateException("npm ci ends with %d".formatted(status));
      }
    }
    return new Contender(
        PEER,
        List.of(
            "node",
            NODE.resolve("node_modules/.bin/functions-framework").toString(),
            "--source=" + NODE,
            "--target=segmentUser",
            "--signature-type=cloudevent"));
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path invoker() {
    try (var jars = Files.list(TARGET.resolve("invoker"))) {
      return jars.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
