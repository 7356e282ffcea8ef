package dev.segue.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.segue.segment.Reason;
import java.io.Serializable;
import java.util.Comparator;
import java.util.SortedMap;

/**
 * A user, and why the rules put them where they go.
 *
 * @param values what the rule's condition read, by field
 */
public record Sample(
    String user, String rule, String subscriptionStatus, SortedMap<String, String> values)
    implements Comparable<Sample>, Serializable {
  private static final Comparator<Sample> ORDER =
      Comparator.comparingLong(Sample::hash).thenComparing(Sample::user);

  public static Sample of(String user, Reason reason) {
    return new Sample(user, reason.rule(), reason.subscriptionStatus(), reason.values());
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
