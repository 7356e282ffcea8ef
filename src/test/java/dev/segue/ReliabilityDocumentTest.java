package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of faults in docs/reliability.md. */
class ReliabilityDocumentTest {
  private static final Path DOCUMENT = Path.of("docs", "reliability.md");
  private static final Path TESTS = Path.of("src", "test", "java");

  /** A number, the fault, what happens, and the tests. */
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\|[^|]+\\|[^|]+\\|([^|]+)\\|$", Pattern.MULTILINE);

  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void it_lists_38_faults() throws IOException {
    assertThat(rows().map(row -> Integer.parseInt(row.group(1))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 38).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void every_fault_names_tests_that_there_are(MatchResult row) throws Exception {
    var named = TEST.matcher(row.group(2)).results().toList();

    assertThat(named).isNotEmpty();
    for (var test : named) {
      assertThat(tests(test.group(1))).contains(test.group(2));
    }
  }

  static Stream<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(DOCUMENT)).results();
  }

  private static List<String> tests(String simpleName) throws Exception {
    var type = Class.forName(className(simpleName));
    return Arrays.stream(type.getDeclaredMethods())
        .filter(ReliabilityDocumentTest::isTest)
        .map(Method::getName)
        .toList();
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static String className(String simpleName) throws IOException {
    try (var files = Files.walk(TESTS)) {
      var found = files.filter(file -> file.endsWith(simpleName + ".java")).toList();
      assertThat(found).as(simpleName).hasSize(1);
      var file = TESTS.relativize(found.getFirst()).toString();
      return file.substring(0, file.length() - ".java".length()).replace('/', '.');
    }
  }
}
