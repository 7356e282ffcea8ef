package dev.segue.local.page;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NuisanceTest {
  private static final Duration LATE = Duration.ofSeconds(5);

  private final Nuisance nuisance = new Nuisance();

  @Test
  void untouched_events_come_once_at_once() {
    assertThat(nuisance.copies()).containsExactly(ZERO);
    assertThat(nuisance.losesAcknowledgement()).isFalse();
  }

  @Test
  void every_other_event_is_held_back_until_the_next_has_passed() {
    nuisance.overtaken(true);

    assertThat(nuisance.copies()).containsExactly(LATE);
    assertThat(nuisance.copies()).containsExactly(ZERO);
    assertThat(nuisance.copies()).containsExactly(LATE);
  }

  @Test
  void troubles_add_up_and_end() {
    nuisance.twice(true);
    nuisance.late(true);
    assertThat(nuisance.copies()).containsExactly(LATE, LATE);

    nuisance.late(false);
    assertThat(nuisance.copies()).containsExactly(ZERO, ZERO);
    nuisance.twice(false);
    assertThat(nuisance.copies()).containsExactly(ZERO);
  }
}
