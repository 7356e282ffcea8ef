package dev.segue.segment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a user is in a segment.
 *
 * @param rule the segment whose rule matched, {@value #DEFAULT_RULE} if none did, or {@value
 *     Segment#NONE} for a deleted user
 * @param subscriptionStatus the user's status, as {@link SubscriptionStatus#excerpt()}
 * @param values what the rule's condition read of the fields that the rules tell, by field
 * @param faults earlier rules' conditions that could not be evaluated: {@link Verdict#word()} by
 *     segment
 */
public record Reason(
    String rule, String subscriptionStatus, List<Value> values, SortedMap<String, String> faults) {
  /**
   * What the rule's condition read.
   *
   * @param field {@link UserField#key()}
   * @param value {@link UserField#excerpt}
   */
  public record Value(String field, String value) {}

  /** The most values, and the most faults: the first ones by name. */
  public static final int MOST = 8;

  /** The rule of users that no other rule matches. */
  public static final String DEFAULT_RULE = "default";

  /** The reason of a deleted user. */
  public static final Reason USER_GONE = new Reason(Segment.NONE, "");

  public Reason {
    values = values.stream().limit(MOST).toList();
    faults = first(faults);
  }

  /** A reason without conditions. */
  public Reason(String rule, String subscriptionStatus) {
    this(rule, subscriptionStatus, List.of(), new TreeMap<>());
  }

  private static SortedMap<String, String> first(Map<String, String> all) {
    var first = new TreeMap<>(all);
    while (first.size() > MOST) {
      first.pollLastEntry();
    }
    return Collections.unmodifiableSortedMap(first);
  }
}
