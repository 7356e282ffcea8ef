package dev.segue.cli.compare;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** For how many users a rule's condition could not be evaluated, so that it did not hold. */
public final class ConditionFaults implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, TreeMap<String, Long>> users = new TreeMap<>();

  /** Adds one user's faults, each by the segment of its rule. */
  void add(Map<String, String> faults) {
    faults.forEach((segment, fault) -> add(segment, fault, 1));
  }

  void addAll(ConditionFaults others) {
    others.users.forEach(
        (segment, faults) -> faults.forEach((fault, count) -> add(segment, fault, count)));
  }

  private void add(String segment, String fault, long count) {
    users.computeIfAbsent(segment, missing -> new TreeMap<>()).merge(fault, count, Long::sum);
  }

  /** Returns numbers of users, by the segment of the rule and the kind of fault. */
  public SortedMap<String, ? extends SortedMap<String, Long>> users() {
    return Collections.unmodifiableSortedMap(users);
  }
}
