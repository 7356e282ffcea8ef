package dev.segue.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.HttpAnswer;
import dev.segue.StackFixture;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Builds the Dockerfile on substitutes for its base images, and runs the image. */
@EnabledIf(
    value = "dev.segue.image.Buildah#isUsable",
    disabledReason =
        "needs root, JDK 25, buildah and mmdebstrap: apt-get install buildah mmdebstrap")
class ImageIT extends StackFixture {
  /** Stops a JVM that cannot use its cache, and logs the source of each class. */
  private static final String STRICT = "-XX:AOTMode=on -Xlog:class+load:stdout";

  @TempDir private Path folder;

  private Buildah image;

  ImageIT(LocalStack stack) {
    super(stack);
  }

  @BeforeEach
  void build() throws IOException, InterruptedException {
    image = Buildah.build(folder);
  }

  @AfterEach
  void remove() throws IOException, InterruptedException {
    image.remove();
  }

  /** One test, because the build takes long. */
  @Test
  void each_function_runs_from_the_cache_without_root_and_writes_no_file() throws Exception {
    var built = Instant.now();
    try (var segmentUser = start("SegmentUser")) {
      stack.trigger().routeTo(segmentUser.url());
      stack.users().write("ada", "active");
      stack.trigger().awaitQuiet(PATIENCE);
      await().atMost(PATIENCE).until(() -> !stack.changes().messages().isEmpty());
      assertThatItIsFromTheCacheAndNotRoot(segmentUser, "SegmentUser");
      assertThat(segmentUser.innermost().destroy()).isTrue();
    }
    try (var sweep = start("Sweep")) {
      assertThat(ask(sweep, "POST", "").get("complete").booleanValue()).isTrue();
      assertThatItIsFromTheCacheAndNotRoot(sweep, "Sweep");
      assertThat(sweep.innermost().destroy()).isTrue();
    }
    try (var findMembers = start("FindMembers")) {
      var answer = ask(findMembers, "GET", "?segment=subscriber");
      assertThat(answer.get("members").get(0).get("user_id").textValue()).isEqualTo("ada");
      assertThatItIsFromTheCacheAndNotRoot(findMembers, "FindMembers");
      assertThat(findMembers.innermost().destroy()).isTrue();
    }
    assertThat(image.filesNewerThan(built)).isEmpty();
    assertThat(librariesInBillOfMaterials()).containsAll(libraries());
  }

  private FunctionProcess start(String name) {
    var environment = stack.environment();
    environment.put("JAVA_TOOL_OPTIONS", STRICT);
    return FunctionProcess.start(
        name, port -> image.command(environment, port, name), Map.of(), folder);
  }

  private static void assertThatItIsFromTheCacheAndNotRoot(FunctionProcess function, String name)
      throws IOException {
    var loads = function.stdout().stream().filter(line -> line.contains("[class,load]")).toList();
    assertThat(loads)
        .anyMatch(line -> line.contains(" dev.segue.%s source: shared".formatted(name)))
        .anyMatch(line -> line.contains(" org.eclipse.jetty.server.Server source: shared"));
    assertThat(loads.stream().filter(line -> line.contains(".jar")).count())
        .as("classes read from jars, of %s", loads.size())
        .isLessThan(loads.size() / 20);
    var status =
        Files.readAllLines(Path.of("/proc/%s/status".formatted(function.innermost().pid())));
    assertThat(status).contains("Uid:\t65532\t65532\t65532\t65532");
  }

  private List<String> librariesInBillOfMaterials() throws IOException {
    var bill = new ObjectMapper().readTree(image.root().resolve("app/segue.cdx.json").toFile());
    return bill.get("components")
        .valueStream()
        .map(it -> Stream.of("group", "name", "version").map(name -> it.get(name).textValue()))
        .map(it -> "%s.%s-%s.jar".formatted(it.toArray()))
        .toList();
  }

  /** Returns the names of the jars that the build put into the one of the image. */
  private static List<String> libraries() throws IOException {
    try (var jars = Files.list(Path.of("target", "dependency"))) {
      return jars.map(it -> it.getFileName().toString()).toList();
    }
  }

  private static JsonNode ask(FunctionProcess function, String method, String query) {
    return HttpAnswer.of(function.url().resolve("/" + query), method, "").body();
  }
}
