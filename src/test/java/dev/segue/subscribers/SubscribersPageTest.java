package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/subscribers.md. */
class SubscribersPageTest {
  private static final List<Path> TESTS =
      List.of(Path.of("src", "test", "java"), Path.of("cli", "src", "test", "java"));

  @Test
  void every_claim_names_tests_that_there_are() throws IOException {
    var named = CodePage.of(CodePage.SUBSCRIBERS).tests();

    assertThat(named).hasSizeGreaterThan(15);
    for (var test : named) {
      assertThat(source(test.group(1))).as(test.group()).contains("void " + test.group(2) + "(");
    }
  }

  @Test
  void the_statement_is_that_of_the_examples() throws IOException {
    var statement = words(CodePage.of(CodePage.SUBSCRIBERS).block("sql"));

    assertThat(words(text("examples/java-service/README.md"))).contains(statement);
    assertThat(
            words(
                text("examples/java-service/src/main/java/com/example/segments/SegmentTable.java")))
        .contains(statement);
    assertThat(words(text("examples/python-push/segments.py").replaceAll(":\\w+", "?")))
        .contains(statement);
  }

  @Test
  void the_twelve_lines_are_twelve() throws IOException {
    var lines = CodePage.of(CodePage.SUBSCRIBERS).block("python");

    assertThat(lines.lines().filter(line -> !line.isBlank())).hasSize(12);
  }

  private static String source(String simpleName) throws IOException {
    for (var tests : TESTS) {
      try (Stream<Path> files = Files.walk(tests)) {
        var found = files.filter(file -> file.endsWith(simpleName + ".java")).findFirst();
        if (found.isPresent()) {
          return Files.readString(found.get());
        }
      }
    }
    throw new AssertionError("no test " + simpleName);
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  /** Line breaks and indents differ between languages. */
  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
