package dev.segue.members;

import java.util.List;

/**
 * What was found of a segment's members.
 *
 * @param skipped how many documents were passed over because no user can have their ids
 */
public record Found(List<Member> members, int skipped) {
  public Found {
    members = List.copyOf(members);
  }
}
