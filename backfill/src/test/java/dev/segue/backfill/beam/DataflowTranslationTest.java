package dev.segue.backfill.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import dev.segue.backfill.Connection;
import dev.segue.backfill.scan.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.runners.dataflow.DataflowPipelineTranslator;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.reflect.DoFnSignatures;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.apache.beam.sdk.util.construction.SdkComponents;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PValue;
import org.junit.jupiter.api.Test;

class DataflowTranslationTest {
  private static final RulesText RULES =
      new RulesText(
          "next.yaml",
          "segments: [{name: trial, subscription_status: [trialing]}]\ndefault: prospect\n");
  private static final Connection CONNECTION =
      new Connection(ImmutableSortedMap.of("GOOGLE_CLOUD_PROJECT", "demo-segue"));

  @Test
  void every_step_and_coder_of_both_jobs_serializes_and_nothing_keeps_state() {
    var folder = "gs://bucket/temp/segue-1";
    var plan = new PlanJob(CONNECTION, RULES, RULES, Duration.ofMinutes(1), folder);
    var backfill =
        new BackfillJob(CONNECTION, RULES, new Ramp(Instant.now(), 10, 0, true), folder, 2, 16, 8);

    assertThat(steps(pipeline -> plan.addTo(pipeline, Range.cut(List.of("m")))))
        .contains("ParallelDo", "CombineValues", "GroupByKey");
    assertThat(steps(backfill::addTo)).contains("ParallelDo", "CombineValues", "GroupByKey");
  }

  private interface Job {
    void addTo(Pipeline pipeline);
  }

  /** Translates a job as Dataflow gets it, and returns the kinds of its steps. */
  private static List<String> steps(Job job) {
    var options = PipelineOptionsFactory.as(DataflowPipelineOptions.class);
    options.setRunner(DataflowRunner.class);
    options.setProject("demo-segue");
    options.setRegion("europe-west1");
    options.setJobName("plan");
    options.setTempLocation("gs://bucket/temp");
    options.setStagingLocation("gs://bucket/staging");
    options.setFilesToStage(new ArrayList<>());
    options.setCredentialFactoryClass(NoopCredentialFactory.class);
    options.setPathValidatorClass(NoopPathValidator.class);
    var pipeline = Pipeline.create(options);
    job.addTo(pipeline);
    pipeline.traverseTopologically(new NoState());
    var components = SdkComponents.create(options);
    var proto = PipelineTranslation.toProto(pipeline, components, true);
    return DataflowPipelineTranslator.fromOptions(options)
        .translate(
            pipeline, proto, components, DataflowRunner.fromOptions(options), new ArrayList<>())
        .getJob()
        .getSteps()
        .stream()
        .map(step -> step.getKind())
        .toList();
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
