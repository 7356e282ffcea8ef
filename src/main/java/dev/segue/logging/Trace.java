package dev.segue.logging;

import io.cloudevents.CloudEvent;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The trace that an event belongs to.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
final class Trace {
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private Trace() {}

  /** Returns the trace id, 32 hexadecimal digits, of the event's {@code traceparent} if any. */
  static Optional<String> of(CloudEvent event) {
    return Optional.ofNullable(event.getExtension("traceparent"))
        .map(Object::toString)
        .map(TRACEPARENT::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1));
  }
}
