package dev.segue.members;

import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/** Says who is in a segment, how many are in each, and where one user stands. */
public final class MemberDirectory {
  private final Rules rules;
  private final MemberStore store;

  public MemberDirectory(Rules rules, MemberStore store) {
    this.rules = rules;
    this.store = store;
  }

  /**
   * Returns the segment of this name.
   *
   * @throws UnknownSegmentException where the rules have none
   */
  public Segment segment(String name) {
    var known = rules.statuses().keySet();
    return known.stream()
        .filter(segment -> segment.name().equals(name))
        .findAny()
        .orElseThrow(() -> new UnknownSegmentException(name, known));
  }

  /**
   * Returns the members of {@code segment} that follow {@code after}. Whoever stays a member is on
   * exactly one page of those that follow each other, whatever else changes meanwhile.
   */
  public Page page(Segment segment, Optional<UserId> after, int size) {
    return Page.of(store.members(segment, after, size + 1), size);
  }

  /** Returns every segment of the rules, by name. */
  public List<SegmentSize> segments() {
    var statuses = rules.statuses();
    var sizes = store.count(statuses.keySet());
    return statuses.entrySet().stream()
        .map(
            entry ->
                new SegmentSize(
                    entry.getKey(),
                    List.copyOf(entry.getValue()),
                    entry.getKey().equals(rules.defaultSegment()),
                    sizes.get(entry.getKey())))
        .toList();
  }

  /** Returns where {@code user} stands; empty where they were never seen, or too long ago. */
  public Optional<UserSegment> find(UserId user) {
    return store.find(user);
  }
}
