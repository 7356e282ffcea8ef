package dev.segue.segment;

import java.util.Locale;

/** Escapes, as Java would, the characters that a terminal or a browser would not display. */
public final class Printable {
  private Printable() {}

  public static String of(String text) {
    var printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    printable.append(String.format(Locale.ROOT, "\\u%04x", c));
                default -> printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  /** Also cuts the text to {@code characters}. */
  public static String of(String text, int characters) {
    var all = of(text);
    return all.codePointCount(0, all.length()) <= characters
        ? all
        : all.substring(0, all.offsetByCodePoints(0, characters - 1)) + "…";
  }
}
