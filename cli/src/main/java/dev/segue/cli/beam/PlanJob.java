package dev.segue.cli.beam;

import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.Range;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;

/**
 * Compares all ranges. Only tallies leave the step that reads; nothing is shuffled by user.
 *
 * @param recent users written, or moved by time, less than this ago are left to their own event, or
 *     to a sweep
 * @param now the time at which rules are asked, the same wherever and whenever a range is read
 * @param folder where the tally goes, and the ids that have to be recomputed
 */
public record PlanJob(
    UserDataSource source,
    RulesText current,
    RulesText next,
    Duration recent,
    Instant now,
    String folder)
    implements Serializable {

  BothRules rules() {
    return new BothRules(current.rules(), next.rules());
  }

  /** Adds the job to a pipeline. */
  public void addTo(Pipeline pipeline, List<Range> ranges) {
    var numbered = new ArrayList<KV<Integer, Range>>();
    ranges.forEach(range -> numbered.add(KV.of(numbered.size(), range)));
    pipeline
        .apply(
            "Ranges",
            Create.of(numbered)
                .withCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(Range.class))))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Compare", ParDo.of(new CompareRange(this)))
        .setCoder(JavaCoder.of(Tally.class))
        .apply("Sum", Combine.globally(new Sum<>(Tally.class, Tally::new, Tally::addAll)))
        .apply("Keep", ParDo.of(new KeepResult<>(folder)));
  }

  /** Returns the counter of users who have been compared. */
  public static MetricNameFilter progress() {
    return MetricNameFilter.named(CompareRange.class, CompareRange.USERS);
  }

  /** Returns what the job came to, once it is done. */
  public Tally result() {
    return KeepResult.read(folder, Tally.class);
  }
}
