package dev.segue.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.segue.local.FunctionProcess;
import dev.segue.local.JvmOptions;
import dev.segue.local.Program;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A function that connects as in production: to Google's names, over TLS, with credentials. */
class SecureConnectionIT {
  private static final String SEGMENT =
      "projects/%s/databases/(default)/documents/segments/ada".formatted(TrainingRequests.PROJECT);

  /** In the log of a warm-up that took too long, as on a busy machine. */
  private static final String START_GAVE_UP = "not done within";

  @TempDir private Path folder;

  private final TrainingFirestore firestore = new TrainingFirestore();
  private final TrainingPubSub pubSub = new TrainingPubSub();
  private final TrainingRequests requests = new TrainingRequests(firestore);
  private Services services;

  @BeforeEach
  void open() throws IOException {
    var methods = new HashMap<>(firestore.methods());
    methods.putAll(pubSub.methods());
    try {
      services = Services.secure(methods);
    } catch (BindException e) {
      abort("this user may not listen on port 443, so TLS is not tested: " + e.getMessage());
    }
  }

  @AfterEach
  void close() {
    if (services != null) {
      services.close();
    }
  }

  @Test
  void from_source_a_change_is_written_and_published() throws IOException {
    try (var function = fromSource(JvmOptions.ofTerraform())) {
      assertThatAChangeIsWrittenAndPublished(function);
    }
  }

  /** The options of the image require its JDK. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void as_an_image_a_change_is_written_and_published() throws IOException {
    try (var function =
        FunctionProcess.start("SegmentUser", this::asImage, environment(), folder)) {
      assertThatAChangeIsWrittenAndPublished(function);
    }
  }

  @Test
  void without_the_right_token_nothing_is_written_and_the_event_stays() throws IOException {
    services.issue("another token");

    try (var function = fromSource(JvmOptions.ofTerraform())) {
      assertThat(requests.deliverSubscriber(function.url(), "ada")).isEqualTo(500);
      assertThat(firestore.get(SEGMENT)).isNull();
    }
  }

  private void assertThatAChangeIsWrittenAndPublished(FunctionProcess function) throws IOException {
    assertThat(requests.deliverSubscriber(function.url(), "ada")).isEqualTo(200);

    assertThat(firestore.get(SEGMENT).getFieldsOrThrow("segment").getStringValue())
        .isEqualTo("subscriber");
    assertThat(pubSub.published()).isEqualTo(1);
    for (var logged : function.log()) {
      if (!logged.get("message").asText().contains(START_GAVE_UP)) {
        assertThat(logged.get("severity").asText()).as("%s", logged).isEqualTo("INFO");
      }
    }
  }

  private FunctionProcess fromSource(String options) {
    var environment = environment();
    environment.put("JAVA_TOOL_OPTIONS", options + " " + String.join(" ", services.options()));
    return FunctionProcess.start("dev.segue.SegmentUser", environment, folder);
  }

  /** Without a cache, which only the build of the image creates. */
  private List<String> asImage(int port) {
    var java = Program.ofJdk("java");
    return Stream.of(
            List.of("env", "PORT=" + port, java),
            AotCache.OPTIONS,
            List.of("-cp", "target/boot/segue-boot.jar:target/invoker/*"),
            services.options(),
            List.of("dev.segue.image.Main", "SegmentUser"))
        .flatMap(List::stream)
        .toList();
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(services.environment());
    environment.put("GOOGLE_CLOUD_PROJECT", TrainingRequests.PROJECT);
    return environment;
  }
}
