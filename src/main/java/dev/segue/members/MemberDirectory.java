package dev.segue.members;

import dev.segue.members.SegmentSizes.Count;
import dev.segue.members.SegmentSizes.Size;
import dev.segue.segment.Condition;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Answers who is in a segment, how many users each segment has, and where one user is. */
public final class MemberDirectory {
  /**
   * How many segments that the rules do not contain are looked for. Each costs a query, and changes
   * of the rules leave far fewer behind.
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
   * @throws UnknownSegmentException if the name is not valid for a segment
   */
  public Segment segment(String name) {
    return Segment.ifValid(name).orElseThrow(() -> new UnknownSegmentException(name, inRules()));
  }

  /**
   * Returns the members of {@code segment} that follow {@code after}. A user who stays a member is
   * on exactly one of the pages that follow each other, whatever else changes meanwhile.
   *
   * @throws UnknownSegmentException if the segment is not in the rules and has no members
   */
  public Page page(Segment segment, Optional<UserId> after, int size) {
    var page = store.members(segment, after, size);
    if (page.members().isEmpty() && after.isEmpty() && !inRules().contains(segment)) {
      throw new UnknownSegmentException(segment.name(), inRules());
    }
    return page;
  }

  /** Returns every segment of the rules, and those that earlier rules left users in. */
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

  /** Returns the user's segment; empty if nothing is stored of the user, or nothing any more. */
  public Optional<UserSegment> find(UserId user) {
    return store.find(user);
  }

  /**
   * Returns how the rules come out for the user now, up to the rule that matches; empty if there is
   * no user document. Reads the user document only if the rules have conditions: without any, the
   * result is empty, as the stored reason says it all.
   */
  public List<Trial> trials(UserId user) {
    return rules.rules().stream().allMatch(rule -> rule.when().isEmpty())
        ? List.of()
        : store.look(user).map(seen -> rules.trials(seen.user(), seen.time())).orElseGet(List::of);
  }

  private Size size(Segment segment, Collection<String> statuses, Count members) {
    return new Size(
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
