package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.Timestamp;
import dev.segue.cli.Connection;
import dev.segue.cli.TestDatabase;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.jobmanagement.v1.JobApi;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the jobs of both commands through Beam's portable interface, on a separate worker. */
@ExtendWith(LocalStackExtension.class)
class PrismIT {
  private static final int USERS = 200;

  @Test
  void both_jobs_run_on_a_worker_in_a_separate_process(Emulators emulators, @TempDir Path folder)
      throws Exception {
    var program = Prism.program();
    assumeTrue(program.isPresent(), "go install …/cmd/prism@v2.73.0 has not been run");
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    var rules =
        new TextFile(
            "rules.yaml",
            """
            segments:
              - {name: subscriber, subscription_status: [active], when: user.ends > now}
              - {name: churned}
            default: churned
            """);
    var inTenDays = Instant.now().plus(Duration.ofDays(10));
    var later = Timestamp.ofTimeSecondsAndNanos(inTenDays.getEpochSecond(), 0);
    try (var database = new TestDatabase(emulators, "prism");
        var prism = new Prism(program.get(), folder)) {
      database.write(
          USERS,
          "user %03d"::formatted,
          i ->
              Map.of(
                  "subscription_status", "active", "ends", i % 4 == 0 ? later : Timestamp.now()));
      var connection = Connection.of(database.environment(), rules.rules());
      var plan =
          new PlanJob(connection, rules, rules, Duration.ZERO, Instant.now(), folder.toString());
      var ranges = plan.source().data().ranges(5);
      var comparing = Pipeline.create();
      plan.addTo(comparing, ranges);
      var compared = prism.run("plan", comparing);
      assertThat(compared).as(prism.log()).isEqualTo(JobApi.JobState.Enum.DONE);
      assertThat(plan.result().moves()).isEqualTo(USERS);
      assertThat(plan.result().movesByTime().users().month()).isEqualTo(USERS / 4);

      var backfill =
          new BackfillJob(
              connection,
              rules,
              new Ramp(Instant.now(), 1, 0, false),
              folder.toString(),
              ranges.size(),
              4,
              4);
      var recomputing = Pipeline.create();
      backfill.addTo(recomputing);
      var recomputed = prism.run("backfill", recomputing);
      assertThat(recomputed).as(prism.log()).isEqualTo(JobApi.JobState.Enum.DONE);
      assertThat(backfill.result().changed()).isEqualTo(USERS);
      assertThat(List.of(backfill.result().failed(), backfill.readFailures().length))
          .containsExactly(0L, 0);
      assertThat(database.countSegments("subscriber")).isEqualTo(USERS / 4);
    }
  }
}
