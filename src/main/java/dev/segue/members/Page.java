package dev.segue.members;

import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Some members of a segment, in the order of their ids.
 *
 * @param next the user after whom the next page begins; empty where this is the last page
 */
public record Page(List<Member> members, Optional<UserId> next) {
  public Page {
    members = List.copyOf(members);
  }

  /**
   * Returns the first {@code size} of {@code members}, of which one more than that was asked for.
   */
  static Page of(List<Member> members, int size) {
    return members.size() <= size
        ? new Page(members, Optional.empty())
        : new Page(members.subList(0, size), Optional.of(members.get(size - 1).user()));
  }
}
