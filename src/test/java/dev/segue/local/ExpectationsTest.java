package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
  private final Expectations expectations = new Expectations();

  @Test
  void calls_for_a_change_where_the_segment_changes() {
    assertThat(after("trial")).contains("ada: none → trial (revision 1)");
    assertThat(after("trial")).isEmpty();
    assertThat(after("churned")).contains("ada: trial → churned (revision 2)");
  }

  @Test
  void finds_nothing_amiss_where_all_came_as_called_for() {
    after("trial");

    assertThat(differences("ada: none → trial (revision 1)", Map.of("ada", "trial"))).isEmpty();
  }

  @Test
  void names_what_is_missing_and_what_is_too_much() {
    after("trial");

    assertThat(differences("ada: none → churned (revision 1)", Map.of("eve", "trial")))
        .containsExactly(
            "not announced: ada: none → trial (revision 1)",
            "announced, but not required: ada: none → churned (revision 1)",
            "ada should be in trial, but is in no segment document",
            "the user eve was not written");
  }

  private Optional<String> after(String segment) {
    return expectations.after(new HistoryStep("ada", "", null, null, true, segment));
  }

  private List<String> differences(String received, Map<String, String> found) {
    return expectations.differences(List.of(received), found);
  }
}
