package dev.segue.segment;

import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which subscription status puts a user into which segment. A status stands in at most one segment,
 * so no order matters.
 */
public final class Rules {
  private static final int HASH_DIGITS = 12;

  private final Map<String, Segment> segmentByStatus;
  private final Segment defaultSegment;
  private final String hash;

  public Rules(Map<String, Segment> segmentByStatus, Segment defaultSegment) {
    this.segmentByStatus = Map.copyOf(segmentByStatus);
    this.defaultSegment = defaultSegment;
    this.hash = Sha256.hex(canonical()).substring(0, HASH_DIGITS);
  }

  /** Returns the segment of a user with this status. Total: every status has one. */
  public Assignment assign(SubscriptionStatus status) {
    return switch (status) {
      case SubscriptionStatus.Absent absent -> byDefault(absent, false);
      case SubscriptionStatus.NotText odd -> byDefault(odd, true);
      case SubscriptionStatus.Text text -> {
        var segment = segmentByStatus.get(text.value());
        yield segment == null
            ? byDefault(text, true)
            : new Assignment(segment, new Reason(segment.name(), text.excerpt()), false);
      }
    };
  }

  /**
   * Returns every segment that a user can be in, by name, each with the statuses that lead there.
   */
  public SortedMap<Segment, SortedSet<String>> statuses() {
    var statuses = new TreeMap<Segment, SortedSet<String>>(Comparator.comparing(Segment::name));
    statuses.put(defaultSegment, new TreeSet<>());
    segmentByStatus.forEach(
        (status, segment) -> statuses.computeIfAbsent(segment, s -> new TreeSet<>()).add(status));
    return statuses;
  }

  public Segment defaultSegment() {
    return defaultSegment;
  }

  /**
   * Returns {@value #HASH_DIGITS} hexadecimal digits that tell these rules from others: the same
   * for the same mapping, however it was written down.
   */
  public String hash() {
    return hash;
  }

  private Assignment byDefault(SubscriptionStatus status, boolean unknown) {
    return new Assignment(
        defaultSegment, new Reason(Reason.DEFAULT_RULE, status.excerpt()), unknown);
  }

  /**
   * One line a status, then the default. No segment's name holds a space, so nothing is ambiguous.
   */
  private String canonical() {
    return new TreeMap<>(segmentByStatus)
        .entrySet().stream()
            .map(rule -> rule.getValue() + " " + rule.getKey() + "\n")
            .collect(joining("", "", defaultSegment.name()));
  }
}
