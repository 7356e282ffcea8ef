package dev.segue.segment;

/**
 * Makes text that others chose fit to be looked at. Characters that a terminal or a browser would
 * obey rather than show are written as Java would escape them.
 */
public final class Printable {
  private Printable() {}

  /** Returns {@code text} with what cannot be seen escaped. */
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
                    printable.append("\\u%04x".formatted(c));
                default -> printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }

  /** The same, and no longer than {@code characters}. */
  public static String of(String text, int characters) {
    var all = of(text);
    return all.codePointCount(0, all.length()) <= characters
        ? all
        : all.substring(0, all.offsetByCodePoints(0, characters - 1)) + "…";
  }
}
