package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.segue.firestore.SegmentDocuments;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Schemathesis sends both HTTP functions requests that their OpenAPI descriptions allow and forbid.
 * Skipped unless it is installed: {@code pipx install schemathesis}.
 */
@ExtendWith(LocalStackExtension.class)
class HttpFuzzIT {
  private static final String SCHEMATHESIS = "schemathesis";
  private static final int EXAMPLES = Integer.getInteger("segue.fuzz.examples", 25);

  /**
   * A schema cannot express that a page token belongs to another query, nor that the last shard is
   * before the first.
   */
  private static final String CONFIGURATION =
      """
      [checks]
      enabled = true

      [[operations]]
      include-operation-id = "findMembers"
      checks.positive_data_acceptance.enabled = false

      [[operations]]
      include-operation-id = "sweep"
      checks.positive_data_acceptance.enabled = false
      """;

  /** HTML pages do not require a segment. */
  private static final String FOR_PEOPLE = "checks.negative_data_rejection.enabled = false";

  private final LocalStack stack;

  HttpFuzzIT(LocalStack stack) {
    this.stack = stack;
    stack.trigger().pause();
    new SegmentDocuments(stack.firestore()).put("trial", List.of("a", "b", "c"));
  }

  @ParameterizedTest
  @CsvSource({
    "openapi.yaml, dev.segue.FindMembers, false",
    "openapi.yaml, dev.segue.FindMembers, true",
    "openapi-sweep.yaml, dev.segue.Sweep, false"
  })
  void every_answer_is_as_described(
      String description, String target, boolean forPeople, @TempDir Path folder) throws Exception {
    assumeTrue(
        Shell.isInstalled(SCHEMATHESIS),
        "schemathesis is not installed: pipx install schemathesis");
    var configuration =
        Files.writeString(
            folder.resolve("schemathesis.toml"), CONFIGURATION + (forPeople ? FOR_PEOPLE : ""));
    var open = withoutSecurity(description);
    var schema = Files.writeString(folder.resolve(description), forPeople ? withPages(open) : open);
    var url = stack.startFunction(target).url();

    var options =
        "--phases=examples,coverage,fuzzing --seed=1 --continue-on-failure --warnings=off --no-color";
    var command = new ArrayList<>(List.of(SCHEMATHESIS, "--config-file=" + configuration, "run"));
    command.addAll(List.of(options.split(" ")));
    command.addAll(List.of("--max-examples=" + EXAMPLES, "--url=" + url, schema.toString()));
    command.add("--header=Accept: " + (forPeople ? "text/html" : "*/*"));
    var report = Program.in(folder).run(command).succeeded();
    assertThat(report).contains("No issues found");
    System.out.println(report.substring(report.indexOf("== SUMMARY")));
  }

  /** Cloud Run checks tokens before the function. */
  private static String withoutSecurity(String description) throws IOException {
    var schema = Files.readString(Path.of("docs", description));
    var open = schema.replace("security:\n  - identityToken: []\n", "");
    assertThat(open).isNotEqualTo(schema);
    return open;
  }

  /** Replaces JSON answers by HTML pages, which the description promises to browsers. */
  private static String withPages(String schema) {
    return schema.replaceAll(
        "application/(problem\\+)?json:\n( +)schema: .*\n",
        "text/html:\n$2schema: {type: string, pattern: '^<!DOCTYPE html>'}\n");
  }
}
