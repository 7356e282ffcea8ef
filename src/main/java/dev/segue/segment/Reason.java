package dev.segue.segment;

/**
 * Why a user is in a segment.
 *
 * @param rule the segment whose rule matched, {@value #DEFAULT_RULE} where none did, or {@value
 *     Segment#NONE} where the user is gone
 * @param subscriptionStatus the value that was read, as {@link SubscriptionStatus#excerpt()}
 */
public record Reason(String rule, String subscriptionStatus) {
  static final String DEFAULT_RULE = "default";

  /** Why a user is in no segment any more. */
  public static final Reason USER_GONE = new Reason(Segment.NONE, "");
}
