package dev.segue.cli.compare;

import dev.segue.segment.Assignment;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a comparison came to. Tallies of parts add up to the same tally of the whole, in whichever
 * order; its size does not grow with the number of users.
 */
public final class Tally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FAULTS = 100;

  private final TreeMap<Flow, FlowTally> flows = new TreeMap<>();
  private final StatusCounts unknownStatuses = new StatusCounts();
  private final Smallest<UnreadableDocument> faults = new Smallest<>(FAULTS);
  private final ConditionFaults conditionFaults = new ConditionFaults();
  private final MovesByTime movesByTime = new MovesByTime();
  private long users;
  private long recompute;
  private long segmentDocuments;
  private long foreignDocuments;
  private long drifted;
  private long toBeTimed;
  private long unpublishedDocuments;
  private long unpublishedChanges;
  private long unreadable;

  /** Adds users who take one flow, of whom nothing else is known. */
  public void add(Flow flow, long count) {
    if (count > 0) {
      users += count;
      flow(flow).add(count);
    }
  }

  public void add(Flow flow, Sample sample) {
    flow(flow).add(sample);
  }

  public void addUnknownStatus(String status, long count) {
    if (count > 0) {
      unknownStatuses.add(status, count);
    }
  }

  FlowTally flow(Flow flow) {
    return flows.computeIfAbsent(flow, missing -> new FlowTally());
  }

  void addRecompute() {
    recompute++;
  }

  /** Adds a user, and what the rules tell besides the segment. */
  void addUser(Assignment assignment) {
    users++;
    if (assignment.unknownStatus()) {
      unknownStatuses.add(assignment.reason().subscriptionStatus(), 1);
    }
    conditionFaults.add(assignment.reason().faults());
  }

  void addSegmentDocument() {
    segmentDocuments++;
  }

  void addForeignDocument() {
    foreignDocuments++;
  }

  void addDrifted() {
    drifted++;
  }

  void addToBeTimed() {
    toBeTimed++;
  }

  void addUnpublished(int changes) {
    unpublishedDocuments++;
    unpublishedChanges += changes;
  }

  void add(UnreadableDocument fault) {
    unreadable++;
    faults.add(fault);
  }

  public void addAll(Tally other) {
    other.flows.forEach((flow, tally) -> flow(flow).addAll(tally));
    unknownStatuses.addAll(other.unknownStatuses);
    faults.addAll(other.faults);
    conditionFaults.addAll(other.conditionFaults);
    movesByTime.addAll(other.movesByTime);
    users += other.users;
    recompute += other.recompute;
    segmentDocuments += other.segmentDocuments;
    foreignDocuments += other.foreignDocuments;
    drifted += other.drifted;
    toBeTimed += other.toBeTimed;
    unpublishedDocuments += other.unpublishedDocuments;
    unpublishedChanges += other.unpublishedChanges;
    unreadable += other.unreadable;
  }

  public SortedMap<Flow, FlowTally> flows() {
    return Collections.unmodifiableSortedMap(flows);
  }

  public StatusCounts unknownStatuses() {
    return unknownStatuses;
  }

  public ConditionFaults conditionFaults() {
    return conditionFaults;
  }

  public MovesByTime movesByTime() {
    return movesByTime;
  }

  /** Returns the first documents that cannot be read, by their ids. */
  public List<UnreadableDocument> faults() {
    return faults.items();
  }

  public long unreadable() {
    return unreadable;
  }

  public long users() {
    return users;
  }

  /** Returns how many users have to be recomputed, for whatever reason. */
  public long recompute() {
    return recompute;
  }

  /** Returns how many documents say where a user is, or was meant to. */
  public long segmentDocuments() {
    return segmentDocuments;
  }

  /** Returns how many documents under {@code segments/} do not say where a user is. */
  public long foreignDocuments() {
    return foreignDocuments;
  }

  /** Returns how many users are not where the rules of today put them. */
  public long drifted() {
    return drifted;
  }

  /**
   * Returns how many users stay where they are, but are to move by time at another moment than the
   * one that is kept.
   */
  public long toBeTimed() {
    return toBeTimed;
  }

  public long unpublishedDocuments() {
    return unpublishedDocuments;
  }

  public long unpublishedChanges() {
    return unpublishedChanges;
  }

  /** Returns how many users a backfill would put into another segment. */
  public long moves() {
    return flows.entrySet().stream()
        .filter(flow -> flow.getKey().isMove())
        .mapToLong(flow -> flow.getValue().users() - flow.getValue().recent())
        .sum();
  }

  /** Returns how many users would move, and are left to the event of their latest write. */
  public long recent() {
    return flows.values().stream().mapToLong(FlowTally::recent).sum();
  }
}
