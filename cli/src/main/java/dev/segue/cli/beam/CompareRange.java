package dev.segue.cli.beam;

import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Comparison;
import dev.segue.cli.compare.OrderedMerge;
import dev.segue.cli.compare.Reading;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.Range;
import dev.segue.cli.scan.UserData;
import java.io.IOException;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Compares one range, and keeps the ids that have to be recomputed in a file of its number. */
final class CompareRange extends DoFn<KV<Integer, Range>, Tally> {
  private static final long serialVersionUID = 1L;
  static final String USERS = "users";

  private final Counter users = Metrics.counter(CompareRange.class, USERS);
  private final PlanJob job;
  private transient UserData data;
  private transient BothRules rules;

  CompareRange(PlanJob job) {
    this.job = job;
  }

  @Setup
  public void setUp() {
    data = job.source().users();
    rules = job.rules();
  }

  @ProcessElement
  public void compare(@Element KV<Integer, Range> range, OutputReceiver<Tally> tallies)
      throws IOException {
    var scan = data.scan(range.getValue(), rules);
    var comparison = new Comparison(rules, job.now(), new Reading(scan.time(), job.recent()));
    var tally = new Tally();
    try (var recompute = IdFile.create(job.folder(), range.getKey())) {
      comparison.compare(new OrderedMerge(scan.users(), scan.segments()), tally, recompute::write);
    }
    users.inc(tally.users());
    tallies.output(tally);
  }
}
