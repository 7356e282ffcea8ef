package dev.segue.terraform;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The table in {@code terraform/README.md} that tells what changes of variables do. */
final class ChangingYourMind {
  private static final Path README = Path.of("terraform", "README.md");
  private static final Path RUNS = Path.of("terraform", "tests", "changes", "changes.tftest.hcl");
  private static final Pattern RUN =
      Pattern.compile("(?m)^# (.+)\\nrun \"(\\w+)\" \\{(?s:(.*?))^\\}");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.+?)` \\| (.+?) \\|");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^variable \"(\\w+)\"");
  private static final Pattern SETTING = Pattern.compile("(?m)^    (\\w+) +=");
  private static final int MOST_NAMES = 4;
  private static final Pattern INSTANCE = Pattern.compile("\\[(?:\\d+|\"[^\"]*\")]");

  private ChangingYourMind() {}

  /** Returns what the table says, by change. */
  static Map<String, String> written() throws IOException {
    var section =
        Files.readString(README).split("\n## Changing your mind\n", 2)[1].split("\n## ", 2)[0];
    var rows = new LinkedHashMap<String, String>();
    ROW.matcher(section).results().forEach(row -> rows.put(row.group(1), row.group(2)));
    return rows;
  }

  /** Returns the names of all variables. */
  static Set<String> variables() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.newDirectoryStream(README.getParent(), "variables*.tf")) {
      for (var file : files) {
        VARIABLE.matcher(Files.readString(file)).results().forEach(it -> names.add(it.group(1)));
      }
    }
    return names;
  }

  /** Returns the names of the variables that the runs change. */
  static Set<String> changed() throws IOException {
    var names = new TreeSet<String>();
    RUN.matcher(Files.readString(RUNS))
        .results()
        .flatMap(run -> SETTING.matcher(run.group(3)).results())
        .forEach(setting -> names.add(setting.group(1)));
    return names;
  }

  /** Returns what it has to say: a run refuses a change where it expects failures. */
  static Map<String, String> planned(Map<String, Plan> plans) throws IOException {
    var rows = new LinkedHashMap<String, String>();
    RUN.matcher(Files.readString(RUNS))
        .results()
        .forEach(
            run ->
                rows.put(
                    run.group(1),
                    run.group(3).contains("expect_failures")
                        ? "refused"
                        : told(plans.get(run.group(2)).effects())));
    return rows;
  }

  /** Names resources, and no instances of one, that do not just change in place. */
  private static String told(List<Change> changes) {
    var effects =
        changes.stream()
            .filter(change -> change.effect() != Change.Effect.CHANGED)
            .collect(
                groupingBy(
                    Change::effect,
                    TreeMap::new,
                    mapping(ChangingYourMind::name, toCollection(TreeSet::new))));
    return effects.isEmpty()
        ? "changes in place"
        : effects.entrySet().stream()
            .map(it -> it.getKey().verb + " " + told(it.getValue()))
            .collect(joining("; "));
  }

  private static String told(Set<String> names) {
    return names.size() > MOST_NAMES ? names.size() + " kinds" : String.join(", ", names);
  }

  private static String name(Change change) {
    var resource = INSTANCE.matcher(change.address()).replaceAll("");
    return "`%s`".formatted(resource.replaceFirst("^module\\.", "").replaceFirst("google_", ""));
  }
}
