package dev.segue.sweep;

import java.util.List;

/**
 * Some of the users of whom changes are said to be unpublished.
 *
 * @param skipped how many documents besides have an id that no user can have
 */
public record UnpublishedPage(List<PendingUser> users, int skipped) {
  public UnpublishedPage {
    users = List.copyOf(users);
  }
}
