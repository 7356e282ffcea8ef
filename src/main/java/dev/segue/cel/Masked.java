package dev.segue.cel;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A condition without its comments and the contents of its strings, in place of which are blanks.
 *
 * @param openQuote where a string begins that does not end
 */
record Masked(String code, OptionalInt openQuote) {
  private static final Pattern HIDDEN =
      Pattern.compile("//[^\n]*|([\"'`])(?:\\\\.|(?!\\1)[^\\\\])*+(\\1|\\\\?$)", Pattern.DOTALL);

  static Masked of(String text) {
    var code = new StringBuilder(text);
    var openQuote = OptionalInt.empty();
    var hidden = HIDDEN.matcher(text);
    while (hidden.find()) {
      boolean quoted = hidden.group(1) != null;
      int quote = quoted ? 1 : 0;
      if (quoted && !hidden.group(2).equals(hidden.group(1))) {
        openQuote = OptionalInt.of(hidden.start());
      }
      for (int i = hidden.start() + quote; i < hidden.end() - quote; i++) {
        code.setCharAt(i, ' ');
      }
    }
    return new Masked(code.toString(), openQuote);
  }
}
