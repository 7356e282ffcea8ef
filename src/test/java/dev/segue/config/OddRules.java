package dev.segue.config;

import static java.util.stream.Collectors.joining;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.OddText;
import java.util.List;
import java.util.stream.IntStream;

/** Texts of rules that are hardly any. */
final class OddRules {
  private static final int LARGEST = 100_000;

  private static final String GOOD =
      """
      # a comment
      segments:
        - name: subscriber
          subscription_status: [active, "subscribed", 'a''b', "\\u00e9\\x41"]
        - &churned {name: churned, subscription_status: [canceled]}
        - name: at_risk
          subscription_status:
            - past_due
            - >-
              folded
              text
        - name: prospect
      default: prospect
      """;

  /** What means something in YAML, now and then. */
  private static final List<String> TOKENS =
      List.of(
          "- ",
          "? ",
          ": ",
          ", ",
          "[",
          "]",
          "{",
          "}",
          "[]",
          "{}",
          "&a ",
          "*a",
          "&a [*a]",
          "*churned",
          "<<: *churned\n",
          "<<: [*churned, *a]\n",
          "&a {<<: *a}",
          "!",
          "!! ",
          "!!str ",
          "!!binary ",
          "!!java.lang.Runtime ",
          "!<tag:x> ",
          "!<> ",
          "!a!b ",
          "|\n",
          "|9-\n",
          ">\n",
          ">+\n",
          "'",
          "\"",
          "\"\\ud83d\"",
          "\"\\UFFFFFFFF\"",
          "\"\\x\"",
          "#",
          " #",
          "%YAML 1.2\n---\n",
          "%YAML 99999999999.1\n---\n",
          "%TAG ! x\n---\n",
          "%TAG !a! %zz\n---\n",
          "%x\n---\n",
          "---\n",
          "...\n",
          "\n",
          "\r",
          "\t",
          "    ",
          "\ufeff",
          "~",
          "null",
          "0x1F",
          ".nan",
          "1e999",
          "true",
          "name: ",
          "default: ",
          "segments:\n",
          "subscription_status: ",
          "active",
          "@",
          "`");

  private OddRules() {}

  static String draw(Draw draw) {
    return switch (draw.below(9)) {
      case 0 -> OddText.draw(draw);
      case 1 -> tokens(draw);
      case 2 -> draw.oneOf(TOKENS).repeat(draw.size(LARGEST));
      case 3 -> GOOD.replace("active", tokens(draw));
      case 4 ->
          GOOD.replace(
              "active", draw.oneOf(TOKENS) + draw.oneOf(TOKENS).repeat(draw.size(LARGEST)));
      case 5 ->
          GOOD.replace(
              "active",
              draw.oneOf(List.of("*", "&", "!", "|", "\"")) + "a".repeat(draw.size(LARGEST)));
      case 6 -> laughs(2 + draw.below(9), draw.size(50));
      default -> OddText.mutate(draw, GOOD, TOKENS);
    };
  }

  private static String tokens(Draw draw) {
    var text = new StringBuilder();
    for (int i = draw.size(60); i > 0; i--) {
      text.append(draw.oneOf(TOKENS));
    }
    return text.toString();
  }

  /** Each line stands for so many times what the one before it stands for. */
  private static String laughs(int times, int lines) {
    return IntStream.range(0, lines)
        .mapToObj(
            i -> "a%d: &a%d [x%s]\n".formatted(i, i, (", *a" + (i - 1)).repeat(i == 0 ? 0 : times)))
        .collect(joining());
  }
}
