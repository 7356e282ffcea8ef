package dev.segue.logging;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The trace that an event or a request belongs to.
 *
 * @param id 32 hexadecimal digits; empty if unknown
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 * @see <a href="https://cloud.google.com/trace/docs/trace-context">Google's older header</a>
 */
public record Trace(Optional<String> id) {
  /** The name of a header, and of an extension of CloudEvents. */
  public static final String TRACEPARENT = "traceparent";

  private static final Pattern W3C =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  /** The name of a header. */
  public static final String CLOUD_TRACE_CONTEXT = "X-Cloud-Trace-Context";

  private static final Pattern GOOGLE = Pattern.compile("([0-9a-f]{32})(/\\d+)?(;o=\\d+)?");

  /**
   * Reads a {@value #TRACEPARENT}.
   *
   * @param traceparent empty if missing
   */
  public static Trace of(Optional<String> traceparent) {
    return new Trace(id(W3C, traceparent));
  }

  /**
   * Reads a {@value #TRACEPARENT}, or else Google's older header.
   *
   * @param traceparent empty if missing
   * @param cloudTraceContext empty if missing
   */
  public static Trace of(Optional<String> traceparent, Optional<String> cloudTraceContext) {
    return new Trace(id(W3C, traceparent).or(() -> id(GOOGLE, cloudTraceContext)));
  }

  /** Returns the field that links a line to the trace in Cloud Logging. */
  public Map<String, String> fields(String project) {
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
