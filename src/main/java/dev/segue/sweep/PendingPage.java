package dev.segue.sweep;

import java.util.List;

/**
 * Some of the users with pending changes.
 *
 * @param skipped how many further documents have an id that no user can have
 */
public record PendingPage(List<PendingUser> users, int skipped) {
  public PendingPage {
    users = List.copyOf(users);
  }
}
