package dev.segue.bench;

import com.google.common.base.Splitter;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.segue.local.JvmOptions;
import dev.segue.local.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One way of running the function.
 *
 * @param command listens on the port that PORT names
 */
record Contender(String name, List<String> command) {
  static final String PEER = "Node";

  private static final Path TARGET = Path.of("target");
  private static final Path DOCKERFILE = Path.of("image", "Dockerfile");
  private static final Path NODE = Path.of("bench", "node");

  /** The memory of an instance, 512 MiB. */
  private static final String MEMORY = "-XX:MaxRAM=512m";

  /** As Google's buildpack runs the source, with the options that Terraform sets. */
  static Contender fromSource() throws IOException {
    return fromSource("source", Splitter.on(' ').splitToList(JvmOptions.ofTerraform()));
  }

  /** The same with other JVM options. */
  static Contender fromSource(String name, List<String> options) {
    var command = new ArrayList<>(List.of(Program.ofJdk("java"), MEMORY));
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

  /** As the image runs: on a JVM of its modules, with an AOT cache trained first. */
  static Contender image() throws IOException, InterruptedException {
    var home = TARGET.resolve("bench").resolve("image").toAbsolutePath();
    if (Files.exists(home)) {
      MoreFiles.deleteRecursively(home, RecursiveDeleteOption.ALLOW_INSECURE);
    }
    Files.createDirectories(home.resolve("invoker"));
    Files.copy(invoker(), home.resolve("invoker").resolve(invoker().getFileName()));
    Files.copy(TARGET.resolve("boot").resolve("segue-boot.jar"), home.resolve("segue.jar"));
    var jvm = home.resolve("jvm");
    var here = Program.in(Path.of(""));
    here.run(Program.ofJdk("jlink"), "--add-modules", modules(), "--output", jvm.toString())
        .succeeded();
    var java = jvm.resolve("bin").resolve("java").toString();
    System.out.println("Training the image's AOT cache …");
    var classPath = "target/training/segue-training.jar:target/boot/segue-boot.jar";
    here.run(java, "-cp", classPath, "dev.segue.image.Train", home.toString()).succeeded();
    return new Contender(
        "image",
        List.of(
            java, "@" + home.resolve("java.args"), MEMORY, "dev.segue.image.Main", "SegmentUser"));
  }

  /** The same function in Node, from npm by its lock file. */
  static Contender peer() throws IOException, InterruptedException {
    if (!Files.exists(NODE.resolve("node_modules"))) {
      Program.in(NODE).run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts").succeeded();
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

  /** Returns the modules of the image's JVM. */
  private static String modules() throws IOException {
    var modules = Pattern.compile("--add-modules (\\S+)").matcher(Files.readString(DOCKERFILE));
    if (!modules.find()) {
      throw new IllegalStateException("%s names no modules".formatted(DOCKERFILE));
    }
    return modules.group(1);
  }

  private static Path invoker() {
    try (var jars = Files.list(TARGET.resolve("invoker"))) {
      return jars.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
