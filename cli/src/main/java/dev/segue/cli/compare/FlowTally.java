package dev.segue.cli.compare;

import java.io.Serializable;
import java.util.List;

/** Users who take one {@link Flow}. */
public final class FlowTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SAMPLES = 5;

  private long users;
  private long recent;
  private final Smallest<Sample> samples = new Smallest<>(SAMPLES);

  void add(long count) {
    users += count;
  }

  void add(Sample sample) {
    samples.add(sample);
  }

  void addRecent() {
    users++;
    recent++;
  }

  void addAll(FlowTally other) {
    users += other.users;
    recent += other.recent;
    samples.addAll(other.samples);
  }

  /** Returns how many users there are, with those who were written just now. */
  public long users() {
    return users;
  }

  /** Returns how many of them were written just now, and are left to their own event. */
  public long recent() {
    return recent;
  }

  public List<Sample> samples() {
    return samples.items();
  }
}
