package dev.segue.cli.beam;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.Iterables;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Recomputes a group of users. Outputs {@link Outcomes}, and a line of JSON for each failure. */
final class RecomputeGroup extends DoFn<KV<Integer, Iterable<String>>, String> {
  private static final long serialVersionUID = 1L;
  static final String DONE = "done";
  static final TupleTag<String> OUTCOMES = new TupleTag<>() {};
  static final TupleTag<String> FAILURES = new TupleTag<>() {};

  /** Few, so that progress is visible, and a slow answer delays few users. */
  private static final int AT_ONCE = 100;

  /** A line of failures.ndjson. */
  private record Failure(@JsonProperty("user_id") String userId, String reason) {}

  private final Counter done = Metrics.counter(RecomputeGroup.class, DONE);
  private final BackfillJob job;
  private transient RecomputeAtPace users;

  RecomputeGroup(BackfillJob job) {
    this.job = job;
  }

  @Setup
  public void setUp() {
    users =
        PerWorker.share(
            job,
            () ->
                new RecomputeAtPace(
                    job.source().recompute(job.rules()), job.ramp(), job.atATime(), Thread::sleep));
  }

  @ProcessElement
  public void recompute(@Element KV<Integer, Iterable<String>> group, MultiOutputReceiver outputs) {
    var marks = new Marks(job.folder());
    var mark = "done-" + group.getKey();
    if (job.resumed() && marks.contains(mark)) {
      return;
    }
    var outcomes = Outcomes.NONE;
    for (var some : Iterables.partition(group.getValue(), AT_ONCE)) {
      var ids = some.stream().map(id -> Json.read(id, String.class)).toList();
      for (var result : users.recompute(ids)) {
        outcomes = outcomes.plus(result.outcomes());
        if (result.outcome().isEmpty()) {
          outputs.get(FAILURES).output(Json.write(new Failure(result.user(), result.reason())));
        }
        done.inc();
      }
    }
    outputs.get(OUTCOMES).output(Json.write(outcomes));
    if (outcomes.failed() == 0) {
      marks.add(mark);
    }
  }
}
