package dev.segue.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.segue.segment.Reason;
import java.util.Comparator;
import java.util.SortedMap;

/**
 * A user, and the reason for the segment that the rules put the user in.
 *
 * @param values what the rule's condition read of the fields that the rules tell, by field
 */
public record Sample(
    String user, String rule, String subscriptionStatus, SortedMap<String, String> values) {
  /**
   * By a hash of the id: the first few are a fair sample, and the same however the users were
   * divided.
   */
  static final Comparator<Sample> ORDER =
      Comparator.comparingLong(Sample::hash).thenComparing(Sample::user);

  public static Sample of(String user, Reason reason) {
    return new Sample(user, reason.rule(), reason.subscriptionStatus(), reason.values());
  }

  private long hash() {
    return Hashing.farmHashFingerprint64().hashString(user, UTF_8).asLong();
  }
}
