package dev.segue.cli.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Recomputes the users whom a {@link PlanJob} found. Groups take their users from everywhere among
 * the ids, because Firestore keeps neighbours on one server, and many writes to neighbours make it
 * the one that all wait for.
 *
 * @param folder the plan job's
 * @param files how many files of ids there are
 * @param groups into how many groups users are divided
 * @param atATime how many users a worker recomputes at the same time in each of its threads
 */
public record BackfillJob(
    RecomputeSource source,
    RulesText rules,
    Ramp ramp,
    String folder,
    int files,
    int groups,
    int atATime)
    implements Serializable {
  private static final int USERS_PER_GROUP = 200;
  private static final int LEAST_GROUPS = 16;

  /** Returns how many groups so many users make: small, because a group is what is repeated. */
  public static int groups(long users) {
    return (int) Math.min(2_000_000, Math.max(LEAST_GROUPS, users / USERS_PER_GROUP));
  }

  /** Adds the job to a pipeline. */
  public void addTo(Pipeline pipeline) {
    int divisor = groups;
    var results =
        pipeline
            .apply("Files", Create.of(IntStream.range(0, files).boxed().toList()))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply("Ids", ParDo.of(new ReadIds(folder)))
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
        .setCoder(JavaCoder.of(Outcomes.class))
        .apply("Sum", Combine.globally(new Sum<>(Outcomes.class, Outcomes::new, Outcomes::addAll)))
        .apply("Keep", ParDo.of(new KeepResult<>(folder)));
    results
        .get(RecomputeGroup.FAILURES)
        .setCoder(SerializableCoder.of(Failure.class))
        .apply("Lines", MapElements.into(TypeDescriptors.strings()).via(BackfillJob::line))
        .apply("Failures", TextIO.write().to(failures()).withoutSharding());
  }

  /** Returns the counter of users who have been recomputed, or failed. */
  public static MetricNameFilter progress() {
    return MetricNameFilter.named(RecomputeGroup.class, RecomputeGroup.DONE);
  }

  /** Returns a line for each user who failed. */
  public byte[] readFailures() {
    try (var file =
        Channels.newInputStream(
            FileSystems.open(FileSystems.matchNewResource(failures(), false)))) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(failures()), e);
    }
  }

  private String failures() {
    return folder + "/failures.ndjson";
  }

  /** Returns what the job came to, once it is done. */
  public Outcomes result() {
    return KeepResult.read(folder, Outcomes.class);
  }

  private static int group(String id, int groups) {
    long hash = Hashing.murmur3_128().hashString(id, UTF_8).asLong();
    return (int) Math.floorMod(hash, (long) groups);
  }

  private static String line(Failure failure) {
    try {
      return new ObjectMapper().writeValueAsString(failure);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class ReadIds extends DoFn<Integer, String> {
    private static final long serialVersionUID = 1L;

    private final String folder;

    ReadIds(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void read(@Element Integer number, OutputReceiver<String> ids) throws IOException {
      IdFile.read(folder, number, ids::output);
    }
  }
}
