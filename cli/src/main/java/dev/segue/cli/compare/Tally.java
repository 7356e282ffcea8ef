package dev.segue.cli.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.segue.segment.Rules.Assignment;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The result of a comparison. Tallies of parts, added in any order, are the tally of the whole. The
 * size does not grow with the number of users. Jackson reads and writes it.
 */
public final class Tally {
  static final int STATUSES = 200;
  private static final int UNREADABLE = 100;

  /** What is counted, each over all users or documents. */
  public enum Figure {
    USERS,
    /** Documents that contain a user's segment, readable or not. */
    SEGMENT_DOCUMENTS,
    /** Documents under {@code segments/} that do not contain a user's segment. */
    FOREIGN_DOCUMENTS,
    /** Users who would change segment. */
    MOVES,
    /** Users in a segment who would not. */
    STAYS,
    /** Users who would move, but were written just now and are left to that event. */
    RECENT,
    /** Users who move, and who would move under the current rules, too. */
    DRIFTED,
    /** Users who stay, but whose stored due time differs from the rules'. */
    TO_BE_TIMED,
    /** Users who stay, but whose stored reason contains values that the next rules do not tell. */
    TO_BE_CLEARED,
    /** Users who move because their user document no longer exists. */
    ORPHANS,
    UNPUBLISHED_DOCUMENTS,
    UNPUBLISHED_CHANGES,
    UNREADABLE,
    /** Users with a status that no rule lists. */
    UNKNOWN_STATUS,
    /** Users to recompute, for any reason. */
    RECOMPUTE;

    @JsonValue
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @JsonProperty private final EnumMap<Figure, Long> figures = new EnumMap<>(Figure.class);
  @JsonProperty private final TreeMap<String, Long> unknownStatuses = new TreeMap<>();

  @JsonProperty
  private final TreeMap<String, TreeMap<String, Long>> conditionFaults = new TreeMap<>();

  @JsonProperty private final TreeSet<UnreadableDocument> unreadable = new TreeSet<>();
  private final TreeMap<Flow, FlowLine> flows = new TreeMap<>();
  private final TreeMap<Flow, MovesByTime.Line> movesByTime = new TreeMap<>();
  private MovesByTime.Counts movers = MovesByTime.Counts.NONE;

  public void add(Figure figure, long count) {
    figures.merge(figure, count, Long::sum);
  }

  public void add(FlowLine line) {
    addFlows(List.of(line));
    add(Figure.MOVES, line.moves());
    add(Figure.RECENT, line.recent());
    if (line.from().equals(line.to()) && !line.from().equals(Place.GONE)) {
      add(Figure.STAYS, line.users());
    }
    if (line.isMove() && line.to().equals(Place.GONE)) {
      add(Figure.ORPHANS, line.users());
    }
  }

  /** Adds users with a status that no rule lists. */
  public void addUnknownStatus(String status, long users) {
    add(Figure.UNKNOWN_STATUS, users);
    addStatus(status, users);
  }

  /** Adds a user, and what the rules say besides the segment. */
  void addUser(Assignment assignment) {
    add(Figure.USERS, 1);
    if (assignment.unknownStatus()) {
      addUnknownStatus(assignment.reason().subscriptionStatus(), 1);
    }
    assignment.reason().faults().forEach((segment, fault) -> addFault(segment, fault, 1));
  }

  void add(UnreadableDocument document) {
    add(Figure.UNREADABLE, 1);
    addUnreadable(document);
  }

  /** Adds a move of one user by time; {@code movers} counts the user's first move only. */
  void add(MovesByTime.Line line, MovesByTime.Counts movers) {
    addMoves(new MovesByTime(movers, List.of(line)));
  }

  public void addAll(Tally other) {
    other.figures.forEach(this::add);
    addFlows(other.flows());
    other.unknownStatuses.forEach(this::addStatus);
    other.unreadable.forEach(this::addUnreadable);
    other.conditionFaults.forEach(
        (segment, faults) -> faults.forEach((fault, users) -> addFault(segment, fault, users)));
    addMoves(other.movesByTime());
  }

  private void addStatus(String status, long users) {
    unknownStatuses.merge(status, users, Long::sum);
    if (unknownStatuses.size() > STATUSES) {
      unknownStatuses.pollLastEntry();
    }
  }

  private void addUnreadable(UnreadableDocument document) {
    unreadable.add(document);
    if (unreadable.size() > UNREADABLE) {
      unreadable.pollLast();
    }
  }

  private void addFault(String segment, String fault, long users) {
    conditionFaults
        .computeIfAbsent(segment, missing -> new TreeMap<>())
        .merge(fault, users, Long::sum);
  }

  @JsonProperty("movesByTime")
  private void addMoves(MovesByTime moves) {
    movers = movers.plus(moves.users());
    moves
        .flows()
        .forEach(
            line ->
                movesByTime.merge(new Flow(line.from(), line.to()), line, MovesByTime.Line::plus));
  }

  @JsonProperty("flows")
  private void addFlows(Collection<FlowLine> lines) {
    lines.forEach(line -> flows.merge(line.flow(), line, FlowLine::plus));
  }

  public long get(Figure figure) {
    return figures.getOrDefault(figure, 0L);
  }

  /** Returns a line for each flow, in order. */
  @JsonProperty("flows")
  public Collection<FlowLine> flows() {
    return Collections.unmodifiableCollection(flows.values());
  }

  @JsonProperty("movesByTime")
  public MovesByTime movesByTime() {
    return new MovesByTime(movers, List.copyOf(movesByTime.values()));
  }

  /**
   * Returns the number of users with each status that no rule lists; of many statuses only the
   * first {@value #STATUSES} by name, but those exactly.
   */
  public SortedMap<String, Long> unknownStatuses() {
    return Collections.unmodifiableSortedMap(unknownStatuses);
  }

  /**
   * Returns the number of users with a condition that could not be evaluated, by the segment of its
   * rule and the kind of fault.
   */
  public SortedMap<String, ? extends Map<String, Long>> conditionFaults() {
    return Collections.unmodifiableSortedMap(conditionFaults);
  }

  /** Returns the first documents that cannot be read, by their ids. */
  public SortedSet<UnreadableDocument> unreadable() {
    return Collections.unmodifiableSortedSet(unreadable);
  }
}
