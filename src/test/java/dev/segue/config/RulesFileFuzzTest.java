package dev.segue.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Allocation;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddText;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import org.junit.jupiter.api.Test;

class RulesFileFuzzTest {
  private static final long BYTES_PER_CHARACTER = 1_000;
  private static final long BYTES_BESIDES = 200_000;
  private static final int LONGEST_FAULT = 400;

  private int read;
  private int refused;

  private record Input(String text, String status) {
    static Input draw(Draw draw) {
      return new Input(OddRules.draw(draw), OddText.draw(draw));
    }
  }

  @Test
  void whatever_the_file_holds_it_is_rules_for_every_status_or_refused_in_a_line() {
    Fuzz.tries(2_000, Input::draw, this::isReadOrRefused);

    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private void isReadOrRefused(Input input) {
    var text = input.text();
    var parsed =
        Allocation.atMost(BYTES_BESIDES + BYTES_PER_CHARACTER * text.length(), () -> parse(text));

    if (parsed instanceof Rules rules) {
      read++;
      var assigned = rules.assign(new SubscriptionStatus.Text(input.status()));
      assertThat(rules.statuses()).containsKey(assigned.segment());
    } else {
      refused++;
      assertThat(parsed)
          .asString()
          .matches(".*: segments\\.yaml( line \\d+ column \\d+)?: .+")
          .hasSizeLessThan(LONGEST_FAULT);
    }
  }

  /** Returns the rules, or what is wrong with them. */
  private static Object parse(String text) {
    try {
      return RulesFile.parse("segments.yaml", text);
    } catch (ConfigurationException e) {
      return e;
    }
  }
}
