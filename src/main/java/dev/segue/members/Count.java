package dev.segue.members;

/** How many members a segment has. */
public sealed interface Count {
  record Members(long number) implements Count {}

  /** They could not be counted in time. */
  record Unknown(String reason) implements Count {}
}
