package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.dataflow.model.DataflowPackage;
import com.google.common.collect.ImmutableSortedMap;
import dev.segue.cli.Connection;
import dev.segue.cli.scan.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.PackageUtil.StagedFile;
import org.apache.beam.runners.dataflow.util.Stager;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataflowTranslationTest {
  @TempDir Path folder;

  private static final TextFile RULES =
      new TextFile(
          "next.yaml",
          "segments: [{name: trial, subscription_status: [trialing]}, {name: prospect}]\ndefault: prospect\n");
  private static final Connection CONNECTION =
      new Connection(ImmutableSortedMap.of("GOOGLE_CLOUD_PROJECT", "demo-segue"), "users");

  @Test
  void every_step_of_both_jobs_serializes_and_none_keeps_state() throws IOException {
    var folder = "gs://bucket/temp/segue-1";
    var plan = new PlanJob(CONNECTION, RULES, RULES, Duration.ofMinutes(1), Instant.EPOCH, folder);
    var backfill =
        new BackfillJob(
            CONNECTION, RULES, new Ramp(Instant.now(), 10, 0, true), folder, 16, false, 8);

    assertThat(translated(pipeline -> plan.addTo(pipeline, Range.cut(List.of("m")))))
        .contains("Compare", "Sum", "Keep");
    assertThat(translated(backfill::addTo)).contains("Group", "Recompute", "Failures");
  }

  /** Has the runner write to a file what it would send to Dataflow. */
  private String translated(Consumer<Pipeline> job) throws IOException {
    var file = folder.resolve("job.json");
    var options = PipelineOptionsFactory.as(DataflowPipelineOptions.class);
    options.setRunner(DataflowRunner.class);
    options.setProject("demo-segue");
    options.setRegion("europe-west1");
    options.setJobName("plan");
    options.setTempLocation("gs://bucket/temp");
    options.setGcpTempLocation("gs://bucket/temp");
    options.setStagingLocation("gs://bucket/staging");
    options.setTemplateLocation(file.toString());
    options.setFilesToStage(new ArrayList<>());
    options.setCredentialFactoryClass(NoopCredentialFactory.class);
    options.setPathValidatorClass(NoopPathValidator.class);
    options.setStagerClass(NoStager.class);
    FileSystems.setDefaultPipelineOptions(options);
    var pipeline = Pipeline.create(options);
    job.accept(pipeline);
    pipeline.traverseTopologically(new NoState());
    pipeline.run();
    return Files.readString(file);
  }

  /** Uploads nothing. */
  public static final class NoStager implements Stager {
    public static NoStager fromOptions(PipelineOptions options) {
      return new NoStager();
    }

    @Override
    public List<DataflowPackage> stageFiles(List<StagedFile> files) {
      return List.of();
    }

    @Override
    public DataflowPackage stageToFile(byte[] bytes, String name) {
      return new DataflowPackage().setName(name).setLocation("gs://bucket/staging/" + name);
    }
  }

  private static final class NoState extends Pipeline.PipelineVisitor.Defaults {
    @Override
    public void visitPrimitiveTransform(TransformHierarchy.Node node) {
      if (node.getTransform() instanceof ParDo.MultiOutput<?, ?> step) {
        assertThat(DoFnSignatures.signatureForDoFn(step.getFn()).usesState())
            .as(node.getFullName())
            .isFalse();
      }
    }

    @Override
    public void visitValue(PValue value, TransformHierarchy.Node producer) {
      if (value instanceof PCollection<?> collection) {
        assertThat(collection.isBounded())
            .as(producer.getFullName())
            .isEqualTo(PCollection.IsBounded.BOUNDED);
      }
    }
  }
}
