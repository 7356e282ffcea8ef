package dev.segue.cli.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Comparison;
import dev.segue.cli.compare.OrderedMerge;
import dev.segue.cli.compare.Reading;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.Range;
import dev.segue.cli.scan.UserData;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;

/**
 * Compares all ranges. Only tallies leave the step that reads; users are not shuffled.
 *
 * @param recent users written, or moved by time, less than this ago are left to their event or the
 *     sweep
 * @param now the time at which rules are evaluated, the same for all ranges
 * @param folder where the tally and the ids to recompute are stored
 */
public record PlanJob(
    Source source, TextFile current, TextFile next, Duration recent, Instant now, String folder)
    implements Serializable {

  /** Opens the data on each worker. Equal sources share it within a worker. */
  public interface Source extends Serializable {
    UserData open();

    /** Returns the data that the whole worker, or program, shares. */
    default UserData data() {
      return PerWorker.share(this, this::open);
    }
  }

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
        .apply("Sum", Combine.globally(PlanJob::sum))
        .apply("Keep", TextIO.write().to(tallyFile(folder)).withoutSharding());
  }

  private static String sum(Iterable<String> tallies) {
    var sum = new Tally();
    tallies.forEach(tally -> sum.addAll(Json.read(tally, Tally.class)));
    return Json.write(sum);
  }

  /** Returns the counter of users who have been compared. */
  public static MetricNameFilter progress() {
    return MetricNameFilter.named(CompareRange.class, CompareRange.USERS);
  }

  /** Returns the job's result, once it is done. */
  public Tally result() {
    return tally(folder);
  }

  /** Returns the result that a job left in a folder. */
  public static Tally tally(String folder) {
    return Json.read(new String(Json.file(tallyFile(folder)), UTF_8), Tally.class);
  }

  /** Returns the file of the ids to recompute that a job found in a range; * is all ranges. */
  static String idFile(String folder, String range) {
    return "%s/ids-%s.ndjson".formatted(folder, range);
  }

  private static String tallyFile(String folder) {
    return folder + "/tally.json";
  }

  /** Compares one range, and stores the ids to recompute in a file of its number, as JSON. */
  private static final class CompareRange extends DoFn<KV<Integer, Range>, String> {
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
      data = job.source().data();
      rules = job.rules();
    }

    @ProcessElement
    public void compare(@Element KV<Integer, Range> range, OutputReceiver<String> tallies)
        throws IOException {
      var scan = data.scan(range.getValue(), rules);
      var comparison = new Comparison(rules, job.now(), new Reading(scan.time(), job.recent()));
      var tally = new Tally();
      var file = idFile(job.folder(), range.getKey().toString());
      try (var ids = Json.create(file)) {
        comparison.compare(
            new OrderedMerge(scan.users(), scan.segments()),
            tally,
            id -> ids.print(Json.write(id) + "\n"));
        if (ids.checkError()) {
          throw new IOException("cannot write " + file);
        }
      }
      users.inc(tally.get(Tally.Figure.USERS));
      tallies.output(Json.write(tally));
    }
  }
}
