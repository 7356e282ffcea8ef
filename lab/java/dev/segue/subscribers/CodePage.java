package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation with blocks of code. */
record CodePage(String text) {
  static final Path SUBSCRIBERS = Path.of("docs", "subscribers.md");

  static CodePage of(Path file) throws IOException {
    return new CodePage(Files.readString(file));
  }

  /** The only block of code in a language. */
  String block(String language) {
    var blocks = blocks(language);
    assertThat(blocks).as("blocks of %s", language).hasSize(1);
    return blocks.getFirst();
  }

  /** All blocks of code in a language. */
  List<String> blocks(String language) {
    return Pattern.compile(
            "^```%s\\n(.*?)^```$".formatted(language), Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
