package dev.segue;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.config.Settings;
import dev.segue.firestore.SegmentDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the names that several files list against each other. {@code FindMembersIT} does so for
 * answers of FindMembers, {@code SegmentChangeMessageTest} for messages.
 */
class ContractsTest {
  private static final String SCHEMA = "src/main/avro/segment-change.avsc";

  static Stream<Arguments> lists() throws IOException {
    var settings = firstCells("README.md", "## Settings", "\\z");
    var fields = names(SCHEMA, "", "\\z", "\"name\": \"([a-z_]+)\"");
    return Stream.of(
        Arguments.of(
            "fields of the segment document",
            SegmentDocument.FIELDS,
            firstCells("README.md", "## Document", "## Message")),
        Arguments.of("settings", namesThatSettingsReads(), settings),
        Arguments.of(
            "settings of the deployed functions",
            names("terraform/functions.tf", "", "\\z", "\\b(SEGUE_[A-Z_]+)"),
            settings.tailSet("SEGUE_")),
        Arguments.of(
            "columns of BigQuery",
            fields,
            names("terraform/modules/bigquery/columns.tf", "", "\n  \\]", "name = \"([a-z_]+)\"")),
        Arguments.of(
            "the example of a message, which tells no values",
            fields,
            with(names("README.md", "```json", "```", "\"([a-z_]+)\":"), "field", "value")),
        Arguments.of(
            "answers of Sweep",
            names(
                "src/main/java/dev/segue/http/sweep/SweepResult.java",
                "",
                "\\z",
                "(?:put|Map\\.of)\\(\"([a-z_]+)\""),
            names("docs/openapi-sweep.yaml", "    Swept:", "    Problem:", "\n {8}([a-z_]+):")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void every_list_has_the_same_names(
      String what, Collection<String> one, Collection<String> other) {
    assertThat(other).containsExactlyInAnyOrderElementsOf(one);
  }

  @Test
  void metrics_count_fields_that_are_logged() throws IOException {
    var logged = new TreeSet<String>();
    for (var file :
        new String[] {
          "logging/UserLog", "event/EventLog", "http/sweep/SweepLog", "http/sweep/SweepResult"
        }) {
      logged.addAll(
          names("src/main/java/dev/segue/%s.java".formatted(file), "", "\\z", "\"([a-z_]+)\""));
    }
    assertThat(
            names("terraform/modules/operations/metrics.tf", "", "\\z", "jsonPayload\\.([a-z_]+)"))
        .isNotEmpty()
        .isSubsetOf(logged);
  }

  /** Returns the names in backticks in the first column of a table. */
  private static SortedSet<String> firstCells(String file, String from, String to)
      throws IOException {
    return names(file, from, to, "(?m)(?:^\\| |\\G, )`([A-Za-z_]+)`");
  }

  /** Returns what {@code name} captures between two patterns. */
  private static SortedSet<String> names(String file, String from, String to, String name)
      throws IOException {
    var text = Files.readString(Path.of(file));
    var start = Pattern.compile(from).matcher(text);
    assertThat(start.find()).as("%s has %s", file, from).isTrue();
    var end = Pattern.compile(to).matcher(text);
    assertThat(end.find(start.end())).as("%s has %s", file, to).isTrue();
    return Pattern.compile(name)
        .matcher(text.substring(start.end(), end.start()))
        .results()
        .map(found -> found.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static SortedSet<String> with(SortedSet<String> names, String... more) {
    names.addAll(List.of(more));
    return names;
  }

  /** Without a variable that is refused, and those of emulators. */
  private static SortedSet<String> namesThatSettingsReads() {
    var read = new TreeSet<String>();
    Settings.from(
        new HashMap<>(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod")) {
          private static final long serialVersionUID = 1L;

          @Override
          public String getOrDefault(Object name, String byDefault) {
            read.add((String) name);
            return super.getOrDefault(name, byDefault);
          }
        });
    read.removeIf(name -> name.equals("SEGUE_USERS") || name.endsWith("_EMULATOR_HOST"));
    return read;
  }
}
