package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ExpectationsTest {
  private final Expectations expectations = new Expectations();

  @Test
  void callsForAChangeWhereTheSegmentChanges() {
    assertThat(after("trial")).contains("ada: none → trial (revision 1)");
    assertThat(after("trial")).isEmpty();
    assertThat(after("churned")).contains("ada: trial → churned (revision 2)");
  }

  @Test
  void findsNothingAmissWhereAllCameAsCalledFor() {
    after("trial");

    assertThat(differences("ada: none → trial (revision 1)", Map.of("ada", "trial"))).isEmpty();
  }

  @Test
  void namesWhatIsMissingAndWhatIsTooMuch() {
    after("trial");

    assertThat(differences("ada: none → churned (revision 1)", Map.of("eve", "trial")))
        .containsExactly(
            "not announced: ada: none → trial (revision 1)",
            "announced, but not called for: ada: none → churned (revision 1)",
            "ada should be in trial, but is in no segment's document",
            "nobody wrote users/eve");
  }

  private Optional<String> after(String segment) {
    return expectations.after(new Step("ada", "", new Step.Write.Delete(), segment));
  }

  private List<String> differences(String received, Map<String, String> found) {
    return expectations.differences(List.of(received), found);
  }
}
