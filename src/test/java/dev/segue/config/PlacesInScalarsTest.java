package dev.segue.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** The mark that is looked for stands once in each file. */
class PlacesInScalarsTest {
  private static final String MARK = "@";

  private static final List<String> PIECES =
      List.of(
          "a",
          "ab",
          "user.a",
          "&&",
          "\"",
          "'",
          "\\",
          "\\n",
          "n",
          "x41",
          "#",
          ":",
          " ",
          "  ",
          "\n",
          "\n\n",
          "\t",
          "\u0007",
          "é",
          "\u00a0",
          "😀",
          "\ud83d\ude00x",
          "|",
          ">",
          "-",
          "!");

  /** As a file has it, with {@code \n} for the ends of lines. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "when: user.a @ b",
        "when: user.a\\n  == @",
        "when: 😀 == user.a\\n\\n  @ 😀",
        "when: 'it''s @'",
        "when: '''@'",
        "when: 'a\\n  ''\\n  @'",
        "when: \"\\\\\"@\"",
        "when: \"\\\\x41 A@\"",
        "when: \"n\\\\nn\\\\tt@\"",
        "when: \"\\\\ud83d\\\\ude00 \\\\U0001F600@\"",
        "when: \"a \\\\\\n   b@\"",
        "when: |\\n  user.a\\n  == @\\n",
        "when: | # user.a @comment\\n  user.a b=\\n",
        "when: >-\\n  😀 user.a\\n\\n    more\\n  == @\\n",
        "when: |2\\n    @\\n",
        "when: &user user @",
        "when: !!str \"s@\"",
        "when: &a !!str\\n  'a@'",
        "# 😀\\nwhen: 'a@'",
      })
  void a_place_is_the_one_in_the_file(String escaped) {
    var content = escaped.replaceAll("(?<!\\\\)\\\\n", "\n").replace("\\\\", "\\");
    boolean commented = content.contains("@comment");

    finds(commented ? content.replace("@c", "c").replace("b=", "b@") : content);
  }

  @ParameterizedTest
  @CsvSource({"PLAIN", "SINGLE_QUOTED", "DOUBLE_QUOTED", "LITERAL", "FOLDED"})
  void a_place_is_the_one_in_the_file_however_the_value_is_written(ScalarStyle style) {
    Fuzz.tries(3_000, draw -> file(draw, style), PlacesInScalarsTest::finds);
  }

  @Test
  void the_lines_of_a_file_from_windows_are_counted_once() {
    finds("a: b\r\nwhen: |\r\n  user.a\r\n  == @\r\n");
  }

  private static void finds(String content) {
    var yaml = new YamlReader("f", content);
    var node = yaml.fields(yaml.document(), Set.of("when"), Set.of("a")).get("when");
    var value = yaml.text(node);
    int offset = value.codePointCount(0, value.indexOf(MARK));
    var before = content.substring(0, content.indexOf(MARK));
    var line = before.chars().filter(c -> c == '\n').count() + 1;
    var column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;

    assertThat(yaml.fault(node, offset, "x"))
        .hasMessage("f line %d column %d: x".formatted(line, column));
  }

  /**
   * The library that reads YAML also writes it: in this style, or in one that can hold the text.
   */
  private static String file(Draw draw, ScalarStyle style) {
    var settings =
        DumpSettings.builder()
            .setDefaultScalarStyle(style)
            .setWidth(10 + draw.below(40))
            .setUseUnicodeEncoding(draw.below(2) == 0)
            .build();
    return new Dump(settings).dumpToString(Map.of("when", text(draw) + MARK + text(draw)));
  }

  private static String text(Draw draw) {
    var text = new StringBuilder();
    for (int i = draw.size(20); i > 0; i--) {
      text.append(draw.oneOf(PIECES));
    }
    return text.toString();
  }
}
