package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.config.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextFileTest {
  private static final String TEXT =
      "segments: [{name: large, when: user.seats > 5}, {name: small}]\ndefault: small\n";

  @Test
  void conditions_are_compiled_once_per_worker() {
    var rules = new TextFile("next.yaml", TEXT).rules();

    assertThat(new TextFile("next.yaml", TEXT).rules()).isSameAs(rules);
    assertThat(new TextFile("next.yaml", TEXT + "\n").rules()).isNotSameAs(rules);
  }

  @Test
  void shared_values_can_be_made_of_other_shared_values() {
    var rules = new TextFile("nested.yaml", TEXT);

    assertThat(PerWorker.share("outer", () -> List.of(rules.rules())))
        .containsExactly(rules.rules());
  }

  @Test
  void every_fault_names_the_file() {
    var rules = new TextFile("bad.yaml", TEXT.replace("> 5", "> "));

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(rules::rules)
          .withMessageContaining("bad.yaml line 1");
    }
  }
}
