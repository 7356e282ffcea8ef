package dev.segue.members;

import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Some members of a segment, in the order of their ids.
 *
 * @param next the id after which the next page begins; empty if this is the last page
 * @param skipped how many documents were skipped because their ids are not valid user ids
 */
public record Page(List<Member> members, Optional<UserId> next, int skipped) {

  public Page {
    members = List.copyOf(members);
  }

  /**
   * Returns a page of at most {@code size} members.
   *
   * @param found the members from the page's beginning, one more than {@code size} if there are
   */
  public static Page of(List<Member> found, int size, int skipped) {
    return found.size() <= size
        ? new Page(found, Optional.empty(), skipped)
        : new Page(found.subList(0, size), Optional.of(found.get(size - 1).user()), skipped);
  }
}
