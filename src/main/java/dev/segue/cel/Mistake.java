package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import dev.segue.segment.BadConditionException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A frequent mistake, for which the parser has no clear message.
 *
 * @param pattern in the condition's text, outside of its strings
 */
record Mistake(Pattern pattern, String remedy) {
  private static final String FIRST_WORD = "(?<![\\w.])(?i:";

  /** The first that matches explains the fault best. */
  private static final ImmutableList<Mistake> ALL =
      ImmutableList.of(
          of("[“”„‘’«»]", "write straight quotes: \" or '"),
          of("[=!]==", "write == or != instead"),
          of("=>|=<", "write >= or <= instead"),
          of("<>", "write != instead of <>"),
          of("(?<![=!<>])=(?!=)", "write == to compare, instead of ="),
          of(
              FIRST_WORD + "is)\\s+(?i:not\\s+)?(?i:null|none|nil)\\b",
              "write == null or != null; has(user.x) is true if the field exists"),
          of(FIRST_WORD + "between)\\b", "write user.x >= 1 && user.x <= 5 instead of 'between'"),
          of(FIRST_WORD + "and)\\b", "write && instead of 'and'"),
          of(FIRST_WORD + "or)\\b", "write || instead of 'or'"),
          of(FIRST_WORD + "not\\s+in)\\b", "write !(… in …) instead of 'not in'"),
          of(FIRST_WORD + "not)\\b", "write ! instead of 'not'"),
          of("(?<!&)&(?!&)", "write && instead of &"),
          of("(?<!\\|)\\|(?!\\|)", "write || instead of |"),
          of("\\?\\?", "write has(user.x) ? user.x : … instead of ??"),
          of("\\?\\.", "write has(user.x) && … instead of ?."),
          of(
              FIRST_WORD + "(i?like|rlike))\\b",
              "write user.x.contains(\"…\"), startsWith(\"…\") or matches(\"…\")"),
          of(FIRST_WORD + "(if|then|else))\\b", "write && and ||, or condition ? value : other"),
          of(
              "(?<![\\w.])\\d+ ?(?i:d|h|m|s|days?|hours?|minutes?)\\b",
              "write a duration in hours or minutes, such as duration(\"72h\")"),
          of("(?<=\\d)[,_]\\d{3}", "write numbers without separators: 1000"),
          of(
              "(?<=\\bin )\\s*\\(?[^\\[\\]()&|]*,",
              "write a list in square brackets: in [\"a\", \"b\"]"),
          of("\\$?\\{+\\s*user\\b", "write the field without braces: user.x"),
          of("(?<=[(\\s])/\\S|^/", "write a pattern as a text: user.x.matches(\"^a\")"),
          of("\\.[\"']", "write user[\"first name\"] for a name with other characters"),
          of("(?<=[\\w\\]])\\.\\d+", "write user.x[0] for an element of a list"),
          of(
              "(?<=\\.)(in|true|false|null)\\b|[^\\p{ASCII}]|[$@]\\w",
              "write user[\"name\"] for a name with characters other than a-z 0-9 _, or for a word of the language"),
          of(";", "remove the semicolon"));

  /** Subtracts, as CEL reads it. */
  private static final Mistake DATE =
      of(
          "(?<![\\w.-])\\d{4}-\\d\\d?-\\d\\d?(?![\\w-])",
          "write timestamp(\"2026-01-31T00:00:00Z\") for a date");

  private static Mistake of(String pattern, String remedy) {
    return new Mistake(Pattern.compile(pattern), remedy);
  }

  /** Returns the first mistake in a condition that cannot be parsed. */
  static Optional<BadConditionException> in(String text) {
    var masked = Masked.of(text);
    if (masked.openQuote().isPresent()) {
      return Optional.of(
          at(
              text,
              masked.openQuote().getAsInt(),
              "the string that begins here does not end: close the quotes; if it contains ' #' or"
                  + " ': ', put the whole condition below `when: |`"));
    }
    return ALL.stream().flatMap(mistake -> mistake.find(text, masked)).findFirst();
  }

  /** Refuses a date without quotes, which is a valid subtraction. */
  static void checkDates(String text) {
    DATE.find(text, Masked.of(text))
        .forEach(
            fault -> {
              throw fault;
            });
  }

  private Stream<BadConditionException> find(String text, Masked masked) {
    return pattern
        .matcher(masked.code())
        .results()
        .limit(1)
        .map(found -> at(text, found.start(), remedy));
  }

  private static BadConditionException at(String text, int index, String remedy) {
    return new BadConditionException(text.codePointCount(0, index), remedy);
  }
}
