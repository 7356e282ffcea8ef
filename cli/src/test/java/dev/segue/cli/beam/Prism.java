package dev.segue.cli.beam;

import dev.segue.local.PortLease;
import dev.segue.local.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.beam.fn.harness.ExternalWorkerService;
import org.apache.beam.model.jobmanagement.v1.JobApi;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.options.PortablePipelineOptions;
import org.apache.beam.sdk.util.construction.PipelineOptionsTranslation;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.SdkComponents;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;

/**
 * Beam's portable runner, and a worker in a separate process. Jobs reach them as they reach
 * Dataflow, in Beam's messages; they share only files.
 */
final class Prism implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path logs;
  private final PortLease port;
  private final Process prism;
  private final Process worker;
  private final BufferedReader workerOutput;
  private final String workerUrl;
  private final ManagedChannel channel;

  Prism(Path program, Path logs) throws IOException {
    this.logs = logs;
    port = PortLease.anyFree();
    prism =
        new ProcessBuilder(
                program.toString(),
                "--job_port=" + port.port(),
                "--serve_http=false",
                "--idle_shutdown_timeout=-1s")
            .redirectErrorStream(true)
            .redirectOutput(logs.resolve("prism.log").toFile())
            .start();
    worker =
        new ProcessBuilder(
                Program.ofJdk("java"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Worker.class.getName())
            .redirectError(logs.resolve("worker.log").toFile())
            .start();
    workerOutput = worker.inputReader();
    workerUrl = workerOutput.readLine();
    channel = ManagedChannelBuilder.forAddress("127.0.0.1", port.port()).usePlaintext().build();
  }

  /** Returns the program, from the PATH or where {@code go install} puts it. */
  static Optional<Path> program() {
    var installed = Path.of(System.getProperty("user.home"), "go", "bin", "prism");
    return Program.installed("prism").or(() -> Optional.of(installed).filter(Files::isExecutable));
  }

  /** Runs a pipeline to its end, and returns its last state. */
  JobApi.JobState.Enum run(String name, Pipeline pipeline) {
    var options = PipelineOptionsFactory.as(PortablePipelineOptions.class);
    options.setDefaultEnvironmentType("EXTERNAL");
    options.setDefaultEnvironmentConfig(workerUrl);
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
  String log() throws IOException {
    return Files.readString(logs.resolve("prism.log"))
        + Files.readString(logs.resolve("worker.log"));
  }

  private static JobApi.JobState.Enum await(JobServiceGrpc.JobServiceBlockingStub jobs, String id) {
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
    worker.destroyForcibly();
    prism.destroyForcibly();
    port.close();
  }

  /** A worker in a separate process: prints its address, and works until it is killed. */
  static final class Worker {
    private Worker() {}

    public static void main(String[] args) throws Exception {
      var server = new ExternalWorkerService(PipelineOptionsFactory.create()).start();
      System.out.println(server.getApiServiceDescriptor().getUrl());
      Thread.currentThread().join();
    }
  }
}
