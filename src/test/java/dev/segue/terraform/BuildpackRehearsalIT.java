package dev.segue.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.firestore.Documents;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Google does with what Terraform uploads, done here. */
@ExtendWith(LocalStackExtension.class)
@EnabledIfEnvironmentVariable(
    named = "TERRAFORM",
    matches = ".+",
    disabledReason = "TERRAFORM names no terraform with its providers")
class BuildpackRehearsalIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  private final LocalStack stack;

  BuildpackRehearsalIT(LocalStack stack) {
    this.stack = stack;
  }

  @Test
  void the_archive_builds_as_googles_buildpack_does_it_and_runs_as_terraform_sets_it()
      throws IOException, InterruptedException {
    var module = TerraformModule.copiedTo(Files.createDirectory(folder.resolve("repository")));
    var archive = unpacked(module);

    var build = Program.in(archive);
    build.run("./mvnw", "clean", "package", "--batch-mode", "-DskipTests").succeeded();
    build
        .run(
            "./mvnw",
            "dependency:copy-dependencies",
            "--batch-mode",
            "-Dmdep.prependGroupId",
            "-DincludeScope=runtime")
        .succeeded();

    assertThat(archive.resolve("target/test-classes")).doesNotExist();
    stack.segmentUser().stop();
    try (var function =
        FunctionProcess.start(archive, entryPoint(module), settings(module), folder)) {
      stack.trigger().routeTo(function.url());
      var user = stack.firestore().collection("users").document("ada");
      Documents.await(user.set(Map.of("subscription_status", "active")));
      await().atMost(PATIENCE).until(() -> segment().exists());
    }
    assertThat(segment().getString("segment")).isEqualTo("subscriber");
    assertThat(folder.resolve("loaded.log"))
        .content()
        .contains("dev.segue.SegmentUser source: target/boot/segue-boot.jar");
  }

  /** Lays out just what the archive holds, executable like all in it. */
  private Path unpacked(TerraformModule module) throws IOException, InterruptedException {
    var archive = folder.resolve("archive");
    for (var entry : module.evaluate("module.build[0].source_paths", stack.project())) {
      var from = Path.of(entry.textValue());
      var to = archive.resolve(from);
      Files.createDirectories(to.getParent());
      Files.copy(from, to);
      if (Files.isDirectory(from)) {
        TerraformModule.copy(from, to);
      }
    }
    assertThat(archive.resolve("mvnw").toFile().setExecutable(true)).isTrue();
    return archive;
  }

  private Map<String, String> settings(TerraformModule module)
      throws IOException, InterruptedException {
    var settings = new HashMap<>(stack.environment());
    module
        .evaluate("local.environment", stack.project())
        .properties()
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    settings.put(
        "JAVA_TOOL_OPTIONS",
        module.evaluate("local.java_tool_options", stack.project()).textValue()
            + " -Xlog:class+load:file="
            + folder.resolve("loaded.log"));
    return settings;
  }

  private String entryPoint(TerraformModule module) throws IOException, InterruptedException {
    return module.evaluate("local.purposes.segment_user.entry_point", stack.project()).textValue();
  }

  private DocumentSnapshot segment() {
    return Documents.await(stack.firestore().collection("segments").document("ada").get());
  }
}
