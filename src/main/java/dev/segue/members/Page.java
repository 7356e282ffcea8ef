package dev.segue.members;

import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;

/**
 * Some members of a segment, in the order of their ids.
 *
 * @param next the user after whom the next page begins; empty where this is the last page
 * @param skipped how many documents were passed over because no user can have their ids
 */
public record Page(List<Member> members, Optional<UserId> next, int skipped) {
  public Page {
    members = List.copyOf(members);
  }

  /** Returns the first {@code size} of what was found, of which one more was asked for. */
  static Page of(Found found, int size) {
    var members = found.members();
    return members.size() <= size
        ? new Page(members, Optional.empty(), found.skipped())
        : new Page(
            members.subList(0, size), Optional.of(members.get(size - 1).user()), found.skipped());
  }
}
