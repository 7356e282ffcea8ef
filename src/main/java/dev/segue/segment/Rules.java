package dev.segue.segment;

import static java.util.stream.Collectors.toSet;

import dev.segue.segment.Rule.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Decides which segment a user is in: that of the first rule that matches. */
public final class Rules {
  /** The most moments to try in one look. */
  private static final int MOST_MOMENTS = 20;

  private static final SortedSet<UserField> NONE = Collections.emptySortedSet();

  private final CollectionPath users;
  private final List<Subcollection> documents;
  private final UserField statusField;
  private final List<Rule> rules;
  private final Segment defaultSegment;
  private final SortedSet<UserField> conditionFields;
  private final SortedSet<UserField> fields;
  private final SortedSet<UserField> tell;
  private final Set<String> told;
  private final String hash;

  /**
   * @param users where the users' documents are
   * @param documents the ids of the subcollections that conditions read, by their names
   * @param statusField holds the subscription status
   * @param defaultSegment for users that no rule matches
   * @param tell the fields of conditions whose values reasons contain
   */
  public Rules(
      CollectionPath users,
      Map<String, String> documents,
      UserField statusField,
      List<Rule> rules,
      Segment defaultSegment,
      Collection<UserField> tell) {
    this.users = users;
    this.statusField = statusField;
    this.rules = List.copyOf(rules);
    this.defaultSegment = defaultSegment;
    this.documents =
        new TreeMap<>(documents)
            .entrySet().stream().map(it -> subcollection(it.getKey(), it.getValue())).toList();
    this.conditionFields =
        UserField.outermost(conditions().flatMap(it -> it.fields().stream()).toList());
    this.fields =
        UserField.outermost(
            Stream.concat(conditionFields.stream(), Stream.of(statusField)).toList());
    this.tell = Collections.unmodifiableSortedSet(new TreeSet<>(tell));
    this.told = tell.stream().map(UserField::key).collect(toSet());
    this.hash = RulesHash.of(this);
  }

  /** Rules for the default collection of users, with reasons that tell no values. */
  public Rules(UserField statusField, List<Rule> rules, Segment defaultSegment) {
    this(CollectionPath.USERS, Map.of(), statusField, rules, defaultSegment, Set.of());
  }

  /** Rules that read the status alone, so that their order does not matter. */
  public Rules(Map<String, Segment> segmentByStatus, Segment defaultSegment) {
    this(UserField.SUBSCRIPTION_STATUS, byStatus(segmentByStatus), defaultSegment);
  }

  /** Returns the segment of a user who is in none yet. */
  public Assignment assign(User user, Instant now) {
    return assign(user, Optional.empty(), now);
  }

  /**
   * Returns the segment of a user at some time. Every user has one.
   *
   * @param held the segment that the user is in, and stays in if no rule decides because the user
   *     has too many documents
   * @param now in microseconds
   */
  public Assignment assign(User user, Optional<Segment> held, Instant now) {
    var trials = trials(user, now);
    var winner = winner(trials);
    var segment = segment(trials, held);
    return new Assignment(
        segment,
        reason(user, trials, winner),
        winner.isEmpty() && isUnknown(user.status()),
        due(user, trials, segment));
  }

  /**
   * Returns the trials of the rules in their order, up to the rule that matches, or for which this
   * is not known; else of all rules.
   */
  public List<Trial> trials(User user, Instant now) {
    var trials = new ArrayList<Trial>(rules.size());
    for (var rule : rules) {
      var trial = rule.tryOn(user, now);
      trials.add(trial);
      if (trial.matches() || trial.isUndecided()) {
        break;
      }
    }
    return trials;
  }

  /** Returns every segment that a user can be in, by name, with the statuses that lead there. */
  public SortedMap<Segment, SortedSet<String>> statuses() {
    var statuses = new TreeMap<Segment, SortedSet<String>>(Comparator.comparing(Segment::name));
    statuses.put(defaultSegment, new TreeSet<>());
    for (var rule : rules) {
      statuses.computeIfAbsent(rule.segment(), s -> new TreeSet<>()).addAll(rule.statuses());
    }
    return statuses;
  }

  public List<Rule> rules() {
    return rules;
  }

  public Segment defaultSegment() {
    return defaultSegment;
  }

  /** Returns where the users' documents are. */
  public CollectionPath users() {
    return users;
  }

  /** Returns the other documents that conditions read, by name. */
  public List<Subcollection> documents() {
    return documents;
  }

  /** Returns the field that holds the subscription status. */
  public UserField statusField() {
    return statusField;
  }

  /** Returns the fields of the user document that conditions read, none part of another. */
  public SortedSet<UserField> conditionFields() {
    return conditionFields;
  }

  /** Returns every field of the user document that the rules read, none part of another. */
  public SortedSet<UserField> fields() {
    return fields;
  }

  /** Returns the fields whose values reasons contain. */
  public SortedSet<UserField> tell() {
    return tell;
  }

  /** Returns whether a reason may contain the value of a field: {@link UserField#key}. */
  public boolean tells(Object key) {
    return told.contains(key);
  }

  /** Returns whether time alone may move a user. */
  public boolean readTime() {
    return conditions().anyMatch(Condition::readsTime);
  }

  /** Returns twelve hexadecimal digits that identify these rules. */
  public String hash() {
    return hash;
  }

  private Reason reason(User user, List<Trial> trials, Optional<Trial> winner) {
    var values =
        winner.filter(it -> !tell.isEmpty()).map(Trial::values).stream()
            .flatMap(Collection::stream)
            .filter(read -> tells(read.field()))
            .toList();
    var faults = new TreeMap<String, String>();
    for (var trial : trials) {
      trial.fault().ifPresent(fault -> faults.put(trial.rule().segment().name(), fault.word()));
    }
    return new Reason(
        winner.map(it -> it.rule().segment().name()).orElse(Reason.DEFAULT_RULE),
        user.status().excerpt(),
        values,
        faults);
  }

  /** If no rule lists a status, none is unknown. */
  private boolean isUnknown(SubscriptionStatus status) {
    boolean anyWillDo =
        !rules.isEmpty() && rules.stream().allMatch(rule -> rule.statuses().isEmpty());
    return !(status instanceof SubscriptionStatus.Absent)
        && !anyWillDo
        && rules.stream().noneMatch(rule -> !rule.statuses().isEmpty() && rule.lists(status));
  }

  private static Optional<Trial> winner(List<Trial> trials) {
    return trials.stream().filter(Trial::matches).findFirst();
  }

  private Segment segment(List<Trial> trials, Optional<Segment> held) {
    var kept = trials.stream().anyMatch(Trial::isUndecided) ? held : Optional.<Segment>empty();
    return winner(trials).map(it -> it.rule().segment()).or(() -> kept).orElse(defaultSegment);
  }

  /**
   * Returns the first moment at which the user is in another segment. After many moments that do
   * not move the user, returns the next one untried: the look at that time continues.
   */
  private Optional<Instant> due(User user, List<Trial> trials, Segment segment) {
    var next = next(trials);
    for (int tried = 0; next.isPresent() && tried < MOST_MOMENTS; tried++) {
      var then = trials(user, next.orElseThrow());
      if (!segment(then, Optional.of(segment)).equals(segment)) {
        break;
      }
      next = next(then);
    }
    return next;
  }

  private static Optional<Instant> next(List<Trial> trials) {
    return trials.stream().flatMap(trial -> trial.next().stream()).min(Comparator.naturalOrder());
  }

  private static List<Rule> byStatus(Map<String, Segment> segmentByStatus) {
    return segmentByStatus.entrySet().stream()
        .map(it -> new Rule(it.getValue(), Set.of(it.getKey()), Optional.empty()))
        .toList();
  }

  private Subcollection subcollection(String name, String id) {
    var read = conditions().flatMap(it -> it.documents().getOrDefault(name, NONE).stream());
    return new Subcollection(name, id, UserField.outermost(read.toList()));
  }

  private Stream<Condition> conditions() {
    return rules.stream().flatMap(rule -> rule.when().stream());
  }

  /**
   * What the rules decide for a user document at some time.
   *
   * @param unknownStatus whether the user has a status that no rule lists
   * @param due when time alone moves the user to another segment, or the user has to be looked at
   *     again; empty if it never does
   */
  public record Assignment(
      Segment segment, Reason reason, boolean unknownStatus, Optional<Instant> due) {}
}
