package dev.segue.event;

import dev.segue.segment.News;
import dev.segue.segment.UserId;

/** What a CloudEvent means to Segue. */
public sealed interface UserEvent {
  /** The user was written in a way that can move them to another segment. */
  record Relevant(UserId user, News news) implements UserEvent {}

  /** The user was updated, and nothing that the rules read is another than before. */
  record Irrelevant(UserId user) implements UserEvent {}

  /** No delivery of this event can ever succeed. */
  record Undeliverable(String reason) implements UserEvent {}
}
