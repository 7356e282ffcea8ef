package dev.segue.config;

import org.snakeyaml.engine.v2.common.ScalarStyle;

/** The text of a YAML scalar, character by character, each of which may be written as an escape. */
final class ScalarText {
  /** What stands after a backslash, and what it stands for. */
  private static final String ESCAPES = "0abtnvfre\"/\\N_LP ";

  private static final String ESCAPED =
      "\u0000\u0007\b\t\n\u000b\f\r\u001b\"/\\\u0085\u00a0\u2028\u2029 ";

  private final String content;
  private final ScalarStyle style;

  ScalarText(String content, ScalarStyle style) {
    this.content = content;
    this.style = style;
  }

  int length() {
    return content.length();
  }

  /** Returns where the text itself begins, after an anchor, a tag, a quote or a block's header. */
  int afterHead(int begin) {
    int place = begin;
    while (place < length() && "&!".indexOf(content.charAt(place)) >= 0) {
      place = skip(skip(place, false), true);
    }
    return switch (style) {
      case LITERAL, FOLDED -> content.indexOf('\n', place) + 1;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> place + 1;
      default -> place;
    };
  }

  /** Returns the code point at a place. */
  int at(int place) {
    if (!isEscape(place)) {
      return content.codePointAt(place);
    }
    char kind = content.charAt(place + 1);
    int known = ESCAPES.indexOf(kind);
    return switch (kind) {
      case 'x', 'u', 'U' ->
          size(place) > 10 ? pair(place) : hex(place + 2, place + (kind == 'U' ? 10 : size(place)));
      default -> known < 0 || style == ScalarStyle.SINGLE_QUOTED ? kind : ESCAPED.charAt(known);
    };
  }

  /** Returns how many {@code char}s the code point at a place takes. */
  int size(int place) {
    if (!isEscape(place)) {
      return Character.charCount(content.codePointAt(place));
    }
    return switch (content.charAt(place + 1)) {
      case 'x' -> 4;
      case 'u' -> isPair(place) ? 12 : 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private boolean isEscape(int place) {
    return switch (style) {
      case DOUBLE_QUOTED -> content.charAt(place) == '\\' && place + 1 < length();
      case SINGLE_QUOTED -> content.startsWith("''", place);
      default -> false;
    };
  }

  /** Two escapes for one code point, as JSON writes those beyond the first 65,536. */
  private boolean isPair(int place) {
    return content.startsWith("\\u", place + 6)
        && Character.isSurrogatePair(
            (char) hex(place + 2, place + 6), (char) hex(place + 8, place + 12));
  }

  private int pair(int place) {
    return Character.toCodePoint(
        (char) hex(place + 2, place + 6), (char) hex(place + 8, place + 12));
  }

  private int hex(int from, int to) {
    return Integer.parseUnsignedInt(content, from, to, 16);
  }

  private int skip(int from, boolean blanks) {
    int place = from;
    while (place < length() && Character.isWhitespace(content.charAt(place)) == blanks) {
      place++;
    }
    return place;
  }
}
