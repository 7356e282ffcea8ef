package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests that pages of the documentation name as `Class.method`. */
class NamedTestsTest {
  private static final List<Path> SOURCES =
      List.of(Path.of("src", "test", "java"), Path.of("cli", "src", "test", "java"));
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:IT|Test))\\.(\\w+)`");

  /** A number, the fault, what happens, and the tests. */
  private static final Pattern FAULT =
      Pattern.compile("^\\| (\\d+) \\|[^|]+\\|[^|]+\\|([^|]+)\\|$", Pattern.MULTILINE);

  @ParameterizedTest
  @ValueSource(strings = {"docs/reliability.md", "docs/subscribers.md"})
  void every_test_that_is_named_exists(Path page) throws IOException {
    var named = TEST.matcher(Files.readString(page)).results().toList();
    assertThat(named).hasSizeGreaterThan(15);
    for (var test : named) {
      assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
    }
  }

  @Test
  void faults_are_numbered_each_names_a_test_and_the_readme_has_their_count() throws IOException {
    var faults =
        FAULT.matcher(Files.readString(Path.of("docs", "reliability.md"))).results().toList();
    assertThat(faults.stream().map(fault -> Integer.parseInt(fault.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, faults.size()).boxed().toList());
    assertThat(faults).allMatch(fault -> TEST.matcher(fault.group(2)).find());
    assertThat(Path.of("README.md")).content().containsPattern(faults.size() + "\\s+faults");
  }

  private static String source(String simpleName) throws IOException {
    for (var sources : SOURCES) {
      try (Stream<Path> files = Files.walk(sources)) {
        var found = files.filter(file -> file.endsWith(simpleName + ".java")).findFirst();
        if (found.isPresent()) {
          return Files.readString(found.get());
        }
      }
    }
    throw new AssertionError("no test " + simpleName);
  }
}
