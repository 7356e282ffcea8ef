package dev.segue.members;

import dev.segue.segment.Condition;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.Trial;
import dev.segue.segment.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Says who is in a segment, how many are in each, and which segment one user is in. */
public final class MemberDirectory {
  /**
   * How many names of segments are looked for that the rules do not know, one query each: far more
   * than changes of the rules leave behind.
   */
  static final int MOST_UNKNOWN = 100;

  private final Rules rules;
  private final MemberStore store;

  public MemberDirectory(Rules rules, MemberStore store) {
    this.rules = rules;
    this.store = store;
  }

  /**
   * Returns the segment of this name.
   *
   * @throws UnknownSegmentException where there can be none
   */
  public Segment segment(String name) {
    return Segment.ifValid(name).orElseThrow(() -> new UnknownSegmentException(name, inRules()));
  }

  /**
   * Returns the members of {@code segment} that follow {@code after}. Whoever stays a member is on
   * exactly one page of those that follow each other, whatever else changes meanwhile.
   *
   * @throws UnknownSegmentException where the rules do not know the segment and nobody is in it
   */
  public Page page(Segment segment, Optional<UserId> after, int size) {
    var page = Page.of(store.members(segment, after, size + 1), size);
    if (page.members().isEmpty() && after.isEmpty() && !inRules().contains(segment)) {
      throw new UnknownSegmentException(segment.name(), inRules());
    }
    return page;
  }

  /** Returns every segment of the rules, and those that users were left in by earlier rules. */
  public SegmentSizes segments() {
    var statuses = rules.statuses();
    int limit = statuses.size() + MOST_UNKNOWN;
    var names = store.segmentNames(limit);
    names.stream()
        .flatMap(name -> Segment.ifValid(name).stream())
        .forEach(segment -> statuses.putIfAbsent(segment, new TreeSet<>()));
    var counts = store.count(statuses.keySet());
    var sizes =
        statuses.entrySet().stream()
            .map(it -> size(it.getKey(), it.getValue(), counts.get(it.getKey())))
            .toList();
    return new SegmentSizes(sizes, names.size() < limit);
  }

  /**
   * Returns the user's segment; empty where nothing is kept of them, or nothing any more. Looks at
   * the user document only where there are conditions to be told of.
   */
  public Optional<ExplainedUser> find(UserId user) {
    return store.find(user).map(segment -> new ExplainedUser(segment, trials(user)));
  }

  private List<Trial> trials(UserId user) {
    return rules.conditionFields().isEmpty()
        ? List.of()
        : store.look(user).map(seen -> rules.trials(seen.user(), seen.time())).orElseGet(List::of);
  }

  private SegmentSize size(Segment segment, Collection<String> statuses, Count members) {
    return new SegmentSize(
        segment,
        List.copyOf(statuses),
        condition(segment),
        segment.equals(rules.defaultSegment()),
        inRules().contains(segment),
        members);
  }

  private Optional<String> condition(Segment segment) {
    return rules.rules().stream()
        .filter(rule -> rule.segment().equals(segment))
        .flatMap(rule -> rule.when().stream())
        .map(Condition::text)
        .findFirst();
  }

  private Collection<Segment> inRules() {
    return rules.statuses().keySet();
  }
}
