package dev.segue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands in {@code docs/runbook.md}.
 *
 * @param sections blocks of commands by their heading
 */
record Runbook(Map<String, List<String>> sections) {
  private static final Path PAGE = Path.of("docs", "runbook.md");
  private static final String BEGIN = "```bash";
  private static final String END = "```";

  static Runbook read() {
    try {
      return of(Files.readAllLines(PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(PAGE), e);
    }
  }

  /** Refuses code that is not marked as bash, because no test would run it. */
  static Runbook of(List<String> page) {
    var sections = new LinkedHashMap<String, List<String>>();
    var heading = "";
    for (var lines = page.iterator(); lines.hasNext(); ) {
      var line = lines.next();
      if (line.equals(BEGIN)) {
        var block = new ArrayList<String>();
        for (line = lines.next(); !line.equals(END); line = lines.next()) {
          block.add(line);
        }
        sections
            .computeIfAbsent(heading, newSection -> new ArrayList<>())
            .add(String.join("\n", block));
      } else if (line.startsWith("#")) {
        heading = line.replaceFirst("^#+ ", "");
      } else if (line.startsWith(END) || line.startsWith("    ")) {
        throw new IllegalArgumentException(
            "'%s': commands must be between %s and %s".formatted(line, BEGIN, END));
      }
    }
    return new Runbook(sections);
  }

  List<String> under(String heading) {
    return sections.getOrDefault(heading, List.of());
  }
}
