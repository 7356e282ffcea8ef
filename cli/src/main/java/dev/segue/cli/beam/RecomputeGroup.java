package dev.segue.cli.beam;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.time.Clock;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Recomputes a group of users from everywhere among the ids. */
final class RecomputeGroup extends DoFn<KV<Integer, Iterable<String>>, Outcomes> {
  private static final long serialVersionUID = 1L;
  static final String DONE = "done";
  static final TupleTag<Outcomes> OUTCOMES = new TupleTag<>() {};
  static final TupleTag<Failure> FAILURES = new TupleTag<>() {};

  /** So that the counter tells how far a job is, and one answer that is slow delays few. */
  private static final int AT_ONCE = 100;

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
                    job.source().recompute(job.rules()),
                    new Pacer(job.ramp(), Clock.systemUTC()),
                    job.atATime(),
                    Thread::sleep));
  }

  @ProcessElement
  public void recompute(@Element KV<Integer, Iterable<String>> group, MultiOutputReceiver outputs) {
    var outcomes = new Outcomes();
    for (var some : Iterables.partition(group.getValue(), AT_ONCE)) {
      for (var result : users.recompute(ImmutableList.copyOf(some))) {
        result
            .outcome()
            .ifPresentOrElse(
                outcome -> outcomes.add(outcome.change().isPresent(), outcome.published().size()),
                () -> {
                  outcomes.addFailure();
                  outputs.get(FAILURES).output(new Failure(result.user(), result.reason()));
                });
        done.inc();
      }
    }
    outputs.get(OUTCOMES).output(outcomes);
  }
}
