package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Classes are loaded, and libraries deployed, only if they are required. */
@ExtendWith(LocalStackExtension.class)
class LoadedClassesIT {
  private static final String OF_PAGES = "com.samskivert.mustache";

  @TempDir private Path folder;

  private final LocalStack stack;
  private final Emulators emulators;

  LoadedClassesIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    this.emulators = emulators;
  }

  @Test
  void find_members_loads_classes_of_pages_with_the_first_page() throws Exception {
    try (var function = new MembersFunction(stack, emulators, settings())) {
      MembersFunction.ok(function.segments());
      assertThat(loaded()).contains("dev.segue.http.members.JsonAnswers").doesNotContain(OF_PAGES);

      assertThat(function.browse("/segments", "").statusCode()).isEqualTo(200);
      assertThat(loaded()).contains(OF_PAGES);
    }
  }

  @Test
  void segment_user_loads_no_classes_of_pages_and_without_conditions_none_of_cel()
      throws Exception {
    var environment = stack.environment();
    environment.putAll(settings());
    var function = stack.startFunction("dev.segue.SegmentUser", environment);
    stack.trigger().routeTo(function.url());

    stack.users().write("ada", "trialing");
    await().atMost(Duration.ofSeconds(30)).until(() -> stack.changes().messages().size() == 1);

    assertThat(loaded())
        .contains("dev.segue.recompute.RecomputeSegment")
        .doesNotContain(
            OF_PAGES, "dev.segue.http.members.", "dev.cel.", "dev.segue.cel.", "org.antlr.");
  }

  @Test
  void no_library_of_the_commands_or_tests_is_deployed() throws IOException {
    try (var jars = Files.list(Path.of("target", "dependency"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .anyMatch(jar -> jar.contains("google-cloud-firestore"))
          .noneMatch(
              jar -> jar.matches(".*(beam|dataflow|picocli|progressbar|selenium|axe|jdk14).*"));
    }
  }

  private Map<String, String> settings() {
    return Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + folder.resolve("loaded.log"));
  }

  private String loaded() throws IOException {
    return Files.readString(folder.resolve("loaded.log"));
  }
}
