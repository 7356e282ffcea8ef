package dev.segue.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

/** Text that often reveals bugs. */
public final class OddText {
  private static final int LONGEST = 20_000;

  private static final List<String> PIECES =
      Stream.of(
              "a Zz 0 -1 _ __ . .. / // \\ % %2F %n \" ' {} [ ] < > & é ß İ 中 😀 ${jndi:x}"
                  .split(" ", -1),
              "\t|\n|\r\n|\u0000|\u0001|\u001b[31m|\u007f|\u0085|\u00a0|\u200b|\u200f"
                  .split("\\|", -1),
              "\u2028|\ufeff|\uffff|e\u0301|\udbff\udfff|\ud83d|\ude00| ".split("\\|", -1))
          .flatMap(Stream::of)
          .toList();

  private OddText() {}

  /** Returns up to 40 pieces; sometimes many of one. */
  public static String draw(Draw draw) {
    if (draw.once(8)) {
      return draw.oneOf(PIECES).repeat(draw.size(LONGEST));
    }
    var text = new StringBuilder();
    for (int i = draw.size(40); i > 0; i--) {
      text.append(draw.oneOf(PIECES));
    }
    return text.toString();
  }

  /** The same without unpaired surrogates, which UTF-8 cannot encode. */
  public static String wellFormed(Draw draw) {
    return new String(draw(draw).getBytes(UTF_8), UTF_8);
  }

  /** Returns {@code text} with up to eight parts removed, doubled, or replaced. */
  public static String mutate(Draw draw, String text, List<String> pieces) {
    var mutated = new StringBuilder(text);
    for (int i = 1 + draw.size(7); i > 0; i--) {
      int from = draw.below(mutated.length() + 1);
      int to = Math.min(mutated.length(), from + draw.size(30));
      var part = mutated.substring(from, to);
      switch (draw.below(4)) {
        case 0 -> mutated.delete(from, to);
        case 1 -> mutated.insert(from, part);
        case 2 -> mutated.insert(from, draw.oneOf(pieces));
        default -> mutated.replace(from, to, draw.oneOf(PIECES));
      }
    }
    return mutated.toString();
  }
}
