package dev.segue.cli.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.google.common.collect.Comparators;
import java.util.List;
import java.util.stream.Stream;

/**
 * The users of one {@link Flow}.
 *
 * @param recent how many of the users were written just now, and are left to their own event
 * @param samples a few of those who move
 */
public record FlowLine(Place from, Place to, long users, long recent, List<Sample> samples) {
  private static final int SAMPLES = 5;

  public FlowLine(Flow flow, long users, long recent, List<Sample> samples) {
    this(flow.from(), flow.to(), users, recent, samples);
  }

  FlowLine plus(FlowLine other) {
    var first =
        other.samples.isEmpty()
            ? samples
            : Stream.concat(samples.stream(), other.samples.stream())
                .collect(Comparators.least(SAMPLES, Sample.ORDER));
    return new FlowLine(from, to, users + other.users, recent + other.recent, first);
  }

  public Flow flow() {
    return new Flow(from, to);
  }

  @JsonIgnore
  public boolean isMove() {
    return flow().isMove();
  }

  /** Returns how many users would change segment. */
  public long moves() {
    return isMove() ? users - recent : 0;
  }
}
