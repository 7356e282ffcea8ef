package dev.segue.logging;

import com.google.cloud.functions.HttpRequest;
import io.cloudevents.CloudEvent;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that an event or a request belongs to.
 *
 * @param id 32 hexadecimal digits; empty where there is none
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 * @see <a href="https://cloud.google.com/trace/docs/trace-context">Google's older header</a>
 */
record Trace(Optional<String> id) {
  private static final String TRACEPARENT = "traceparent";
  private static final Pattern W3C =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private static final String CLOUD_TRACE_CONTEXT = "X-Cloud-Trace-Context";
  private static final Pattern GOOGLE = Pattern.compile("([0-9a-f]{32})(/\\d+)?(;o=\\d+)?");

  /** Reads the extension {@code traceparent}. */
  static Trace of(CloudEvent event) {
    return new Trace(
        id(W3C, Optional.ofNullable(event.getExtension(TRACEPARENT)).map(Object::toString)));
  }

  /** Reads the header {@code traceparent}, or Google's older one. */
  static Trace of(HttpRequest request) {
    return new Trace(
        id(W3C, request.getFirstHeader(TRACEPARENT))
            .or(() -> id(GOOGLE, request.getFirstHeader(CLOUD_TRACE_CONTEXT))));
  }

  /** Returns what ties a line to the trace in Cloud Logging. */
  Map<String, String> fields(String project) {
    return id.map(
            trace ->
                Map.of(
                    "logging.googleapis.com/trace",
                    "projects/%s/traces/%s".formatted(project, trace)))
        .orElse(Map.of());
  }

  private static Optional<String> id(Pattern pattern, Optional<String> header) {
    return header.map(pattern::matcher).filter(Matcher::matches).map(found -> found.group(1));
  }
}
