package dev.segue.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir private Path folder;

  @Test
  void a_line_comes_once_and_only_when_it_is_complete() throws IOException {
    var file = Files.createFile(folder.resolve("log"));
    var tail = new LogTail(file);

    assertThat(tail.lines()).isEmpty();
    append(file, "one\ntw");
    assertThat(tail.lines()).containsExactly("one");
    assertThat(tail.lines()).isEmpty();
    append(file, "o\nzoë\n");
    assertThat(tail.lines()).containsExactly("two", "zoë");
    assertThat(tail.lines()).isEmpty();
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
