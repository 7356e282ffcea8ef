package dev.segue.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.segue.segment.Reason;
import java.util.Comparator;
import java.util.List;

/**
 * A user, and the reason for the segment that the rules put the user in.
 *
 * @param values {@link Reason#values}
 */
public record Sample(
    String userId, String rule, String subscriptionStatus, List<Reason.Value> values) {
  /**
   * By a hash of the id: the first few are a fair sample, and the same however the users were
   * divided.
   */
  static final Comparator<Sample> ORDER =
      Comparator.comparingLong(Sample::hash).thenComparing(Sample::userId);

  public static Sample of(String userId, Reason reason) {
    return new Sample(userId, reason.rule(), reason.subscriptionStatus(), reason.values());
  }

  private long hash() {
    return Hashing.farmHashFingerprint64().hashString(userId, UTF_8).asLong();
  }
}
