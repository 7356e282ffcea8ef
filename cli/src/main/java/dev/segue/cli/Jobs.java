package dev.segue.cli;

import com.google.common.base.Throwables;
import java.util.function.LongConsumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.joda.time.Duration;

/** Runs a pipeline to its end, wherever it runs. */
final class Jobs {
  private static final Duration BETWEEN_LOOKS = Duration.millis(500);

  private Jobs() {}

  /**
   * Waits for the end, and tells now and then how far a counter is.
   *
   * @throws StoppedException where the job did not end well
   */
  static void run(Pipeline pipeline, MetricNameFilter counter, LongConsumer progress) {
    try {
      var job = pipeline.run();
      var state = job.waitUntilFinish(BETWEEN_LOOKS);
      while (state == null || !state.isTerminal()) {
        progress.accept(count(job, counter));
        state = job.waitUntilFinish(BETWEEN_LOOKS);
      }
      if (state != PipelineResult.State.DONE) {
        throw new StoppedException("the job ended as %s; see its log".formatted(state));
      }
    } catch (Pipeline.PipelineExecutionException e) {
      Throwables.throwIfUnchecked(e.getCause());
      throw e;
    }
  }

  private static long count(PipelineResult job, MetricNameFilter counter) {
    long sum = 0;
    var metrics =
        job.metrics().queryMetrics(MetricsFilter.builder().addNameFilter(counter).build());
    for (var result : metrics.getCounters()) {
      sum += result.getAttempted();
    }
    return sum;
  }
}
