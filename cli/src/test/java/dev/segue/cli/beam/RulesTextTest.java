package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.config.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTextTest {
  private static final String TEXT =
      "segments: [{name: large, when: user.seats > 5}, {name: small}]\ndefault: small\n";

  @Test
  void conditions_are_compiled_once_a_worker() {
    var rules = new RulesText("next.yaml", TEXT).rules();

    assertThat(new RulesText("next.yaml", TEXT).rules()).isSameAs(rules);
    assertThat(new RulesText("next.yaml", TEXT + "\n").rules()).isNotSameAs(rules);
  }

  @Test
  void what_is_shared_can_be_made_of_what_is_shared() {
    var rules = new RulesText("nested.yaml", TEXT);

    assertThat(PerWorker.share("outer", () -> List.of(rules.rules())))
        .containsExactly(rules.rules());
  }

  @Test
  void a_fault_names_the_file_each_time() {
    var rules = new RulesText("bad.yaml", TEXT.replace("> 5", "> "));

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(rules::rules)
          .withMessageContaining("bad.yaml line 1");
    }
  }
}
