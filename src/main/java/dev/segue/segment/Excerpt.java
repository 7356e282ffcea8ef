package dev.segue.segment;

/** Cuts text whose length others chose. */
public final class Excerpt {
  private static final int CHARACTERS = 100;

  private Excerpt() {}

  /** Returns the first 100 characters (code points) of {@code text}. */
  public static String of(String text) {
    return of(text, CHARACTERS);
  }

  /** Returns the first {@code characters} characters (code points) of {@code text}. */
  public static String of(String text, int characters) {
    return text.codePointCount(0, text.length()) <= characters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, characters));
  }
}
