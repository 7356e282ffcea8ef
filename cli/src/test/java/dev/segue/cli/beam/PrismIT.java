package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.Timestamp;
import dev.segue.cli.Connection;
import dev.segue.cli.TestDatabase;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.Range;
import dev.segue.local.Emulators;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.fn.harness.ExternalWorkerService;
import org.apache.beam.model.jobmanagement.v1.JobApi;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.fn.server.GrpcFnServer;
import org.apache.beam.sdk.fn.server.ServerFactory;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.SdkComponents;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;
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
      var comparing = Pipeline.create();
      plan.addTo(comparing, Range.cut(List.of("user 050", "user 100", "user 150")));
      var compared = prism.run("plan", comparing);
      assertThat(compared).as(prism.log()).isEqualTo(JobApi.JobState.Enum.DONE);
      assertThat(plan.result().get(Tally.Figure.MOVES)).isEqualTo(USERS);
      assertThat(plan.result().movesByTime().users().month()).isEqualTo(USERS / 4);

      var backfill =
          new BackfillJob(
              connection,
              rules,
              new Ramp(Instant.now(), 1, 0, false),
              folder.toString(),
              4,
              false,
              4);
      var recomputing = Pipeline.create();
      backfill.addTo(recomputing);
      var recomputed = prism.run("backfill", recomputing);
      assertThat(recomputed).as(prism.log()).isEqualTo(JobApi.JobState.Enum.DONE);
      assertThat(backfill.result().changed()).isEqualTo(USERS);
      assertThat(List.of(backfill.result().failed(), backfill.openFailures().readAllBytes().length))
          .containsExactly(0L, 0);
      assertThat(database.countSegments("subscriber")).isEqualTo(USERS / 4);
    }
  }

  /**
   * Beam's portable runner, and a worker in a separate process. Jobs reach them as they reach
   * Dataflow, in Beam's messages; they share only files.
   */
  private static final class Prism implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final FunctionProcess prism;
    private final FunctionProcess worker;
    private final ManagedChannel channel;

    Prism(Path program, Path logs) {
      prism =
          FunctionProcess.start(
              "prism",
              port ->
                  List.of(
                      program.toString(),
                      "--job_port=" + port,
                      "--serve_http=false",
                      "--idle_shutdown_timeout=-1s"),
              Map.of(),
              logs);
      var classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      worker =
          FunctionProcess.start(
              "worker",
              port ->
                  List.of(
                      Program.ofJdk("java"), "-cp", classPath, Worker.class.getName(), "" + port),
              Map.of(),
              logs);
      channel = ManagedChannelBuilder.forTarget(prism.url().getAuthority()).usePlaintext().build();
    }

    /** Returns the program, from the PATH or where {@code go install} puts it. */
    static Optional<Path> program() {
      var installed = Path.of(System.getProperty("user.home"), "go", "bin", "prism");
      return Program.installed("prism")
          .or(() -> Optional.of(installed).filter(Files::isExecutable));
    }

    /** Runs a pipeline to its end, and returns its last state. */
    JobApi.JobState.Enum run(String name, Pipeline pipeline) {
      var options = PipelineOptionsFactory.as(PortablePipelineOptions.class);
      options.setDefaultEnvironmentType("EXTERNAL");
      options.setDefaultEnvironmentConfig(worker.url().getAuthority());
      var proto = PipelineTranslation.toProto(pipeline, SdkComponents.create(options));
      var jobs = JobServiceGrpc.newBlockingStub(channel).withWaitForReady();
      var prepared =
          jobs.prepare(
              JobApi.PrepareJobRequest.newBuilder()
                  .setJobName(name)
                  .setPipeline(proto)
                  .setPipelineOptions(PipelineOptionsTranslation.toProto(options))
                  .build());
      var id =
          jobs.run(
                  JobApi.RunJobRequest.newBuilder()
                      .setPreparationId(prepared.getPreparationId())
                      .build())
              .getJobId();
      return await(jobs, id);
    }

    /** Returns the logs of both processes. */
    String log() {
      return prism.stderr() + worker.stderr();
    }

    private static JobApi.JobState.Enum await(
        JobServiceGrpc.JobServiceBlockingStub jobs, String id) {
      var states =
          jobs.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS)
              .getStateStream(JobApi.GetJobStateRequest.newBuilder().setJobId(id).build());
      while (states.hasNext()) {
        var state = states.next().getState();
        if (List.of(
                JobApi.JobState.Enum.DONE,
                JobApi.JobState.Enum.FAILED,
                JobApi.JobState.Enum.CANCELLED)
            .contains(state)) {
          return state;
        }
      }
      throw new IllegalStateException("the job's states ended before the job");
    }

    @Override
    public void close() {
      channel.shutdownNow();
      worker.close();
      prism.close();
    }
  }

  /** A worker in a separate process, on a port. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] port) throws IOException, InterruptedException {
      GrpcFnServer.allocatePortAndCreateFor(
          new ExternalWorkerService(PipelineOptionsFactory.create()),
          ServerFactory.createWithPortSupplier(() -> Integer.valueOf(port[0])));
      Thread.currentThread().join();
    }
  }
}
