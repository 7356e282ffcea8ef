package dev.segue.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Cuts long text. Unpaired surrogates, which UTF-8 cannot encode, become question marks. */
public final class Excerpt {
  private static final int CHARACTERS = 100;

  private Excerpt() {}

  /** Returns the first 100 characters (code points) of {@code text}. */
  public static String of(String text) {
    return of(text, CHARACTERS);
  }

  /** Returns the first {@code characters} characters (code points) of {@code text}. */
  public static String of(String text, int characters) {
    var cut =
        text.codePointCount(0, text.length()) <= characters
            ? text
            : text.substring(0, text.offsetByCodePoints(0, characters));
    return new String(cut.getBytes(UTF_8), UTF_8);
  }
}
