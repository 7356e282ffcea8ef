package dev.segue.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesFileFuzzTest {
  private static final String GOOD =
      """
      users: apps/prod/users/{user}
      tell: [plan, seats]
      field: billing.status
      segments:
        - name: enterprise_at_risk
          subscription_status: [past_due, unpaid]
          when: user.plan == "enterprise" && user.seats >= 50
        - name: trial_ending
          when: |
            user.trial_ends_at - now < duration("72h") &&
              !has(user.billing.card)
        - name: others
      default: others
      """;

  private static final List<String> PIECES =
      Stream.concat(
              Stream.of(
                  ("user now . user.a user[user.a] [ ] { ( ) ! - && || ? : == < + in has( .all(x,"
                          + " map( ' \" \\u \\x4 1 9999999999999999999 1.5e400 5u b'\\xff' r' '''"
                          + " duration(' timestamp( null true ` matches('(') dyn( type(")
                      .split(" ")),
              Stream.of(
                  "users: ",
                  "/{user}",
                  "tell: ",
                  "exists(x, ",
                  "// ",
                  "|\n",
                  ">\n",
                  "&a ",
                  "*a ",
                  "!!str ",
                  "when: ",
                  "x.y{z: 1}",
                  "\n  - name: x\n    when: "))
          .toList();

  @Test
  void a_mutated_file_is_read_or_refused_in_one_line() {
    Fuzz.tries(400, draw -> OddText.mutate(draw, GOOD, PIECES), RulesFileFuzzTest::isReadOrRefused);
  }

  @Test
  void a_condition_of_random_pieces_is_read_or_refused_in_one_line() {
    Fuzz.tries(400, RulesFileFuzzTest::conditions, RulesFileFuzzTest::isReadOrRefused);
  }

  @Test
  void bytes_are_read_or_refused_in_one_line() {
    Fuzz.tries(
        400,
        draw -> new String(draw.bytes(draw.size(2_000)), UTF_8),
        RulesFileFuzzTest::isReadOrRefused);
  }

  private static void isReadOrRefused(String text) {
    try {
      assertThat(RulesFile.parse("segments.yaml", text).hash()).hasSize(12);
    } catch (ConfigurationException e) {
      assertThat(e.getMessage()).startsWith("segments.yaml").hasLineCount(1).hasSizeLessThan(500);
    }
  }

  private static String conditions(Draw draw) {
    var text = new StringBuilder();
    for (int i = draw.size(2_000); i > 0; i--) {
      text.append(draw.oneOf(PIECES).replace("\n", " "));
    }
    return "segments:\n  - name: x\n    when: |-\n      %s\ndefault: x\n".formatted(text);
  }
}
