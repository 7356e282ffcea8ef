package dev.segue.segment;

/**
 * A user's membership before and after the rules were asked again.
 *
 * @param unknownStatus as {@link Assignment#unknownStatus()}; false where the user is gone
 */
public record Recomputation(Membership before, Membership after, boolean unknownStatus) {
  /** Returns whether there is a new change, the last of those pending. */
  public boolean changed() {
    return after.revision() > before.revision();
  }
}
