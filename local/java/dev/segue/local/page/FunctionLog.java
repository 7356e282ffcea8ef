package dev.segue.local.page;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segue.local.FunctionProcess;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of a function's log, and the first line of each stack trace. */
final class FunctionLog {
  private static final int KEPT = 200;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern THROWN = Pattern.compile("[\\w.$]+(?:Exception|Error)(?:: .*)?");

  /**
   * @param number of the line: 1, 2, 3, …
   * @param details the other fields of the line
   */
  record Line(long number, String at, String severity, String message, String details) {}

  private final Deque<Line> lines = new ArrayDeque<>();
  private long number;
  private FunctionProcess process;
  private LogTail output;
  private LogTail errors;

  /** Reads new lines; of another process than before, all lines. */
  List<Line> read(FunctionProcess current) throws IOException {
    if (current != process) {
      process = current;
      output = new LogTail(current.output());
      errors = new LogTail(current.errors());
    }
    for (var line : output.lines()) {
      var fields = (ObjectNode) JSON.readTree(line);
      var severity = fields.remove("severity").asText();
      var message = fields.remove("message").asText();
      add(severity, message, text(fields));
    }
    for (var line : errors.lines()) {
      if (THROWN.matcher(line).matches()) {
        add("ERROR", line, "");
      }
    }
    return List.copyOf(lines);
  }

  private static String text(ObjectNode fields) {
    return fields.properties().stream()
        .map(field -> field.getKey() + "=" + field.getValue().asText())
        .collect(joining(" "));
  }

  private void add(String severity, String message, String details) {
    lines.addLast(new Line(++number, Instant.now().toString(), severity, message, details));
    if (lines.size() > KEPT) {
      lines.removeFirst();
    }
  }
}
