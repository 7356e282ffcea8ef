package dev.segue.backfill.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.segue.segment.Reason;
import java.io.Serializable;
import java.util.Comparator;

/** A user, and why the rules put them where they go. */
public record Sample(String user, String rule, String subscriptionStatus)
    implements Comparable<Sample>, Serializable {
  private static final Comparator<Sample> ORDER =
      Comparator.comparingLong(Sample::hash).thenComparing(Sample::user);

  public static Sample of(String user, Reason reason) {
    return new Sample(user, reason.rule(), reason.subscriptionStatus());
  }

  /**
   * An order that has nothing to do with ids: the first few in it are a fair sample, and the same
   * however the users were divided up.
   */
  @Override
  public int compareTo(Sample other) {
    return ORDER.compare(this, other);
  }

  private long hash() {
    return Hashing.farmHashFingerprint64().hashString(user, UTF_8).asLong();
  }
}
