package dev.segue.config;

import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Finds a place within a YAML scalar in the file's text. Goes through value and text side by side,
 * and over what only the text has: quotes, escapes, indentation, a block's header.
 */
final class ScalarPlaces {
  private final ScalarText text;
  private int place;

  private ScalarPlaces(ScalarText text, int begin) {
    this.text = text;
    this.place = begin;
  }

  /**
   * Returns where in {@code content} a code point of a scalar's value stands.
   *
   * @param begin where the scalar begins, in code points of {@code content}
   * @param offset in code points of {@code value}
   * @return in {@code char}s
   */
  static int find(String content, int begin, ScalarStyle style, String value, int offset) {
    var text = new ScalarText(content, style);
    var places = new ScalarPlaces(text, text.afterHead(content.offsetByCodePoints(0, begin)));
    value.codePoints().limit(offset).forEach(places::pass);
    value.codePoints().skip(offset).findFirst().ifPresent(places::seek);
    return Math.min(places.place, content.length());
  }

  private void pass(int c) {
    seek(c);
    if (place < text.length() && (isBlank(c) ? isBlank(text.at(place)) : text.at(place) == c)) {
      place += text.size(place);
    }
  }

  /** Blanks stay where they are: the text has as many as it likes, and in place of other ones. */
  private void seek(int c) {
    while (!isBlank(c) && place < text.length() && text.at(place) != c) {
      place += text.size(place);
    }
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c);
  }
}
