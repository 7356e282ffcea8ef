package dev.segue.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes log lines in JSON to a function's output, which Cloud Logging reads.
 *
 * @see <a href="https://cloud.google.com/logging/docs/structured-logging">Structured logging</a>
 */
public final class JsonLog {
  /** Cloud Logging's names. */
  public enum Severity {
    INFO,
    WARNING,
    ERROR,
    CRITICAL
  }

  /** Not an ObjectMapper: a start would load its 350 classes. */
  private static final JsonFactory JSON = new JsonFactory();

  private final PrintStream out;

  public JsonLog(PrintStream out) {
    this.out = out;
  }

  /**
   * Writes one line at once, so that lines of several threads do not mix, and in UTF-8, which
   * {@code System.out} does not use in a container without a locale.
   *
   * @param fields strings, numbers and booleans
   */
  public void write(Severity severity, String message, Map<String, ?> fields) {
    var line = new LinkedHashMap<String, Object>();
    line.put("severity", severity.name());
    line.put("message", message);
    line.putAll(fields);
    out.writeBytes((json(line) + "\n").getBytes(UTF_8));
    out.flush();
  }

  private static String json(Map<String, Object> line) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (var field : line.entrySet()) {
        json.writePOJOField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }
}
