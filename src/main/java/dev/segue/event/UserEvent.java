package dev.segue.event;

import dev.segue.recompute.EventTimes;
import dev.segue.segment.UserId;
import java.util.Optional;

/** What a CloudEvent means to Segue. */
public sealed interface UserEvent {
  /** The user document was created, deleted, or updated in a field that the rules read. */
  record Relevant(UserId user, EventTimes times) implements UserEvent {}

  /** The user document was updated in fields that the rules do not read. */
  record Irrelevant(UserId user) implements UserEvent {}

  /**
   * No delivery of this event can ever succeed.
   *
   * @param fault the reason, without the name of a document
   * @param name the faulty name, if any; it may contain a user's id
   */
  record Undeliverable(String fault, Optional<String> name) implements UserEvent {
    public Undeliverable(String fault) {
      this(fault, Optional.empty());
    }

    /** Returns the reason for the dead letter, with the name. */
    public String reason() {
      return name.map(odd -> "%s: '%s'".formatted(fault, odd)).orElse(fault);
    }
  }
}
