package dev.segue.config;

/** Finds a place within a YAML scalar in the file's text. */
final class ScalarPlaces {
  private ScalarPlaces() {}

  /**
   * Returns where in {@code content} a code point of a scalar's value stands. Goes through both
   * side by side, and over what only the text has: quotes, escapes, indentation, a block's header.
   *
   * @param begin where the scalar begins, in code points of {@code content}
   * @param offset in code points of {@code value}
   * @return in {@code char}s
   */
  static int find(String content, int begin, String value, int offset) {
    int place = content.offsetByCodePoints(0, begin);
    if (place < content.length() && "|>".indexOf(content.charAt(place)) >= 0) {
      place = content.indexOf('\n', place) + 1;
    }
    int end = value.offsetByCodePoints(0, offset);
    for (char before : value.substring(0, end).toCharArray()) {
      place = find(content, place, before) + (Character.isWhitespace(before) ? 0 : 1);
    }
    return end < value.length() ? find(content, place, value.charAt(end)) : place;
  }

  /** Blanks are passed over later: the text has as many as it likes. */
  private static int find(String content, int from, char c) {
    int found = Character.isWhitespace(c) ? from : content.indexOf(c, from);
    return found < 0 ? content.length() - 1 : found;
  }
}
