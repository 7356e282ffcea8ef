package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/subscribers.md. */
class SubscribersPageTest {
  @Test
  void the_statement_is_that_of_the_examples() throws IOException {
    var statement = words(CodePage.of(CodePage.SUBSCRIBERS).blocks("sql").getFirst());

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

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  /** Line breaks and indents differ between languages. */
  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
