package dev.segue.sweep;

import dev.segue.segment.UserId;

/** An event that was set aside, as a {@link DeadLetterPuller} delivers it. */
public sealed interface DeadLetter {
  /** The same at every delivery. */
  String id();

  /** Names this one delivery to the queue. */
  String ackId();

  /** An event about a user: to recompute that user does what it asked for. */
  record OfUser(String id, String ackId, UserId user) implements DeadLetter {}

  /** An event that does not tell which user it is about. */
  record Undecodable(String id, String ackId, String reason) implements DeadLetter {}
}
