package dev.segue.cli.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Recomputes the users that a {@link PlanJob} found. A group takes its users from the whole range
 * of ids: Firestore keeps neighbours on one server, which many writes to neighbours overload.
 *
 * @param folder the plan job's
 * @param groups the number of groups that users are divided into
 * @param resumed whether an earlier run in the folder may have done some groups
 * @param atATime users that each thread of a worker recomputes concurrently
 */
public record BackfillJob(
    Source source,
    TextFile rules,
    Ramp ramp,
    String folder,
    int groups,
    boolean resumed,
    int atATime)
    implements Serializable {
  private static final int USERS_PER_GROUP = 200;
  private static final int LEAST_GROUPS = 16;

  /** Opens on each worker what recomputes one user, which is safe to repeat. */
  public interface Source extends Serializable {
    Function<UserId, Outcome> recompute(TextFile rules);
  }

  /** Returns the number of groups for so many users: small groups, because a failed one repeats. */
  public static int groups(long users) {
    return (int) Math.min(2_000_000, Math.max(LEAST_GROUPS, users / USERS_PER_GROUP));
  }

  /** Adds the job to a pipeline. */
  public void addTo(Pipeline pipeline) {
    int divisor = groups;
    var results =
        pipeline
            .apply(
                "Ids", TextIO.read().from(PlanJob.idFile(folder, "*")).withHintMatchesManyFiles())
            .apply(
                "Scatter",
                WithKeys.<Integer, String>of(id -> group(id, divisor))
                    .withKeyType(TypeDescriptors.integers()))
            .apply("Group", GroupByKey.create())
            .apply(
                "Recompute",
                ParDo.of(new RecomputeGroup(this))
                    .withOutputTags(
                        RecomputeGroup.OUTCOMES, TupleTagList.of(RecomputeGroup.FAILURES)));
    results
        .get(RecomputeGroup.OUTCOMES)
        .setCoder(StringUtf8Coder.of())
        .apply("Sum", Combine.globally(BackfillJob::sum))
        .apply("Keep", TextIO.write().to(outcomes()).withoutSharding());
    results
        .get(RecomputeGroup.FAILURES)
        .setCoder(StringUtf8Coder.of())
        .apply("Failures", TextIO.write().to(failures()).withoutSharding());
  }

  private static String sum(Iterable<String> outcomes) {
    var sum = Outcomes.NONE;
    for (var some : outcomes) {
      sum = sum.plus(Json.read(some, Outcomes.class));
    }
    return Json.write(sum);
  }

  /** Returns the counter of users who have been recomputed, or failed. */
  public static MetricNameFilter progress() {
    return MetricNameFilter.named(RecomputeGroup.class, RecomputeGroup.DONE);
  }

  /** Returns the job's result, once it is done. */
  public Outcomes result() {
    return Json.read(new String(Json.file(outcomes()), UTF_8), Outcomes.class);
  }

  /** Opens a line of JSON for each user who failed; there may be millions. */
  public InputStream openFailures() throws IOException {
    return Json.open(failures());
  }

  private String outcomes() {
    return folder + "/outcomes.json";
  }

  private String failures() {
    return folder + "/failures.ndjson";
  }

  private static int group(String id, int groups) {
    long hash = Hashing.murmur3_128().hashString(id, UTF_8).asLong();
    return (int) Math.floorMod(hash, (long) groups);
  }
}
