package dev.segue.cli;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.firestore.Documents;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Program;
import dev.segue.local.Proxies;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStackExtension.class)
class TroubleIT {
  private static final Fault REFUSAL = new Fault.Refuse(Status.PERMISSION_DENIED);

  private static final int MOST_BYTES = 1 << 20;

  @AutoClose private final TestDatabase database;
  private final Emulators emulators;
  private final SegueCommand segue;
  private final Path folder;

  TroubleIT(Emulators emulators, @TempDir Path folder) {
    this.emulators = emulators;
    this.folder = folder;
    database = new TestDatabase(emulators, "trouble");
    segue = new SegueCommand(folder, database.environment());
    database.write("ada", "active");
    database.write("bob", "trialing");
  }

  @Test
  void an_unreadable_document_is_listed_and_does_not_stop_other_users() {
    writeSegment("ada", Map.of("revision", "one", "segment", "trial"));

    var plan = segue.run("plan", "--recent", "0");
    assertThat(plan.exit()).isEqualTo(2);
    assertThat(plan.output())
        .contains("segments/ada: revision is of type string, not an integer from 1")
        .contains("1 user would change segment");
    var backfill = segue.run("backfill", "--recent", "0");
    assertThat(backfill.exit()).as("%s", backfill).isZero();
    assertThat(database.countSegments("trial")).isEqualTo(2);
    assertThat(segue.run("plan", "--recent", "0").exit()).isZero();
  }

  @Test
  void a_user_who_fails_is_a_line_with_the_reason_and_others_are_moved() throws IOException {
    // The maximum size of a document, so that no field can be added.
    writeSegment("ada", Map.of("not_segues", "x".repeat(MOST_BYTES - 100)));

    var backfill = segue.run("backfill", "--recent", "0");

    assertThat(backfill.exit()).as("%s", backfill).isEqualTo(3);
    assertThat(backfill.output()).contains("1 user failed: failures.ndjson says why.");
    var line = new ObjectMapper().readTree(folder.resolve("failures.ndjson").toFile());
    assertThat(line.get("user_id").textValue()).isEqualTo("ada");
    assertThat(line.get("reason").textValue()).startsWith("Firestore");
    assertThat(database.countSegments("trial")).isEqualTo(1);

    Documents.await(database.firestore().document("segments/ada").delete());
    assertThat(segue.run("backfill", "--recent", "0").exit()).isZero();
    assertThat(folder.resolve("failures.ndjson")).doesNotExist();
  }

  @Test
  void without_permission_to_read_the_plan_fails_and_writes_no_file() {
    try (var proxy = GrpcProxy.to(emulators.firestoreHost())) {
      proxy.inject(Proxies.QUERY, nCopies(50, REFUSAL).toArray(Fault[]::new));
      var environment = database.environment();
      environment.put("FIRESTORE_EMULATOR_HOST", proxy.host());

      var plan = new SegueCommand(folder, environment).run("plan");

      assertThat(plan.exit()).isEqualTo(1);
      assertThat(plan.errors()).contains("PERMISSION_DENIED").doesNotContain("\tat ");
      assertThat(plan.output()).isEmpty();
      assertThat(folder.resolve("plan.json")).doesNotExist();
    }
  }

  @Test
  void too_many_changes_stop_before_the_first_write() {
    var backfill = segue.run("backfill", "--recent", "0", "--max-changes", "1");

    assertThat(backfill.exit()).isEqualTo(1);
    assertThat(backfill.errors())
        .contains("2 users would change segment, more than --max-changes 1: nothing was written");
    assertThat(database.countSegments("subscriber")).isZero();
  }

  @Test
  void without_pub_sub_nothing_is_written() {
    var environment = database.environment();
    environment.put("PUBSUB_EMULATOR_HOST", "127.0.0.1:1");

    var backfill = new SegueCommand(folder, environment).run("backfill", "--recent", "0");

    assertThat(backfill.exit()).isEqualTo(1);
    assertThat(backfill.errors())
        .contains("Pub/Sub projects/%s/topics/segment-changes".formatted(database.project()))
        .contains("nothing was written");
    assertThat(database.countSegments("subscriber")).isZero();
  }

  @Test
  void a_full_disk_leaves_the_old_files() throws Exception {
    Files.writeString(folder.resolve("plan.json"), "before");
    Files.writeString(folder.resolve("plan.html"), "before");
    // A limit on file size that plan.html exceeds and plan.json does not.
    var command =
        "ulimit -f 6; JDK_JAVA_OPTIONS='-XX:-UsePerfData -XX:-UseContainerSupport' %s plan --recent 0"
            .formatted(Path.of("segue").toAbsolutePath());
    var plan =
        new Program(folder, database.environment(), Duration.ofMinutes(5))
            .run("bash", "-c", command);
    assertThat(plan.status()).as("%s", plan).isEqualTo(1);
    assertThat(plan.output()).contains("File too large").doesNotContain("would change segment");
    assertThat(folder.resolve("plan.json")).hasContent("before");
    assertThat(folder.resolve("plan.html")).hasContent("before");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
    }
  }

  @Test
  void a_fault_in_the_rules_is_one_line() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "segments: []\ndefault: x\n");

    var plan = segue.run("plan", "--rules", "bad.yaml");

    assertThat(plan.exit()).isEqualTo(1);
    assertThat(plan.errors().lines()).singleElement().asString().contains("bad.yaml line 1");
  }

  private void writeSegment(String user, Map<String, Object> fields) {
    Documents.await(database.firestore().collection("segments").document(user).set(fields));
  }
}
