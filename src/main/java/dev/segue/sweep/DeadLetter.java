package dev.segue.sweep;

import dev.segue.segment.UserId;

/** An event that was set aside, as a {@link DeadLetterPuller} delivers it. */
public sealed interface DeadLetter {
  /** The same at every delivery. */
  String id();

  /** Identifies this delivery to the subscription. */
  String ackId();

  /** An event about a user; recomputing the user does what the event asked for. */
  record OfUser(String id, String ackId, UserId user) implements DeadLetter {}

  /** An event that names no user. */
  record Undecodable(String id, String ackId, String reason) implements DeadLetter {}
}
