package dev.segue;

import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.MULTILINE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The commands in {@code docs/runbook.md}.
 *
 * @param sections blocks of commands by their heading
 */
record Runbook(Map<String, List<String>> sections) {
  private static final Path PAGE = Path.of("docs", "runbook.md");

  /** A heading, or a block of commands, whose comments are not headings. */
  private static final Pattern PART =
      Pattern.compile("^#+ ([^\n]+)$|^```bash\n(.*?)\n```$", MULTILINE | DOTALL);

  static Runbook read() {
    try {
      return of(Files.readString(PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(PAGE), e);
    }
  }

  /** Refuses code that is not marked as bash, because no test would run it. */
  static Runbook of(String page) {
    assertThat(PART.matcher(page).replaceAll("")).doesNotContain("```", "\n    ");
    var sections = new LinkedHashMap<String, List<String>>();
    var heading = "";
    for (var part : PART.matcher(page).results().toList()) {
      if (part.group(1) == null) {
        sections.computeIfAbsent(heading, added -> new ArrayList<>()).add(part.group(2));
      } else {
        heading = part.group(1);
      }
    }
    return new Runbook(sections);
  }

  List<String> under(String heading) {
    return sections.getOrDefault(heading, List.of());
  }
}
