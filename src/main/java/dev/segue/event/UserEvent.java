package dev.segue.event;

import dev.segue.recompute.EventTimes;
import dev.segue.segment.UserId;
import java.util.Optional;

/** What a CloudEvent means to Segue. */
public sealed interface UserEvent {
  /** The user was written in a way that can move them to another segment. */
  record Relevant(UserId user, EventTimes times) implements UserEvent {}

  /** The user was updated, and nothing that the rules read is another than before. */
  record Irrelevant(UserId user) implements UserEvent {}

  /**
   * No delivery of this event can ever succeed.
   *
   * @param fault why, without the name of a document
   * @param name what the fault is in, where that is a name; it may hold a user's id
   */
  record Undeliverable(String fault, Optional<String> name) implements UserEvent {
    /** Blames no name. */
    public Undeliverable(String fault) {
      this(fault, Optional.empty());
    }

    /** Returns all of it, as a dead letter tells it. */
    public String reason() {
      return name.map(odd -> "%s: '%s'".formatted(fault, odd)).orElse(fault);
    }
  }
}
