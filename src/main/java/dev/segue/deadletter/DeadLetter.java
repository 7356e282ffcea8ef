package dev.segue.deadletter;

import dev.segue.segment.UserId;

/** An event that could not become a segment, as a {@link DeadLetterQueue} hands it out. */
public sealed interface DeadLetter {
  /** The same however often the letter is taken. */
  String id();

  /** What the queue knows this very taking by. */
  String receipt();

  /** To recompute the user does what the event asked for. */
  record OfUser(String id, String receipt, UserId user) implements DeadLetter {}

  /** There is no telling whom the event was about. */
  record Hopeless(String id, String receipt, String reason) implements DeadLetter {}
}
