package dev.segue.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes lines of JSON, as Cloud Logging reads them from a function's output.
 *
 * @see <a href="https://cloud.google.com/logging/docs/structured-logging">Structured logging</a>
 */
public final class JsonLog {
  /** As Cloud Logging calls them. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR,
    CRITICAL
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  public JsonLog(PrintStream out) {
    this.out = out;
  }

  /** Writes one line, whole, so that lines of several threads do not mix. */
  public void write(Severity severity, String message, Map<String, ?> fields) {
    var line = new LinkedHashMap<String, Object>();
    line.put("severity", severity);
    line.put("message", message);
    line.putAll(fields);
    try {
      out.println(JSON.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not for JSON: " + fields.keySet(), e);
    }
  }
}
