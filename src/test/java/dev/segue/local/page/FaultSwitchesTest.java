package dev.segue.local.page;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultSwitchesTest {
  private static final Duration LATE = Duration.ofSeconds(5);

  private final FaultSwitches faults = new FaultSwitches(null);

  @Test
  void without_faults_events_come_once_without_delay() {
    assertThat(faults.copies()).containsExactly(ZERO);
    assertThat(faults.losesAcknowledgement()).isFalse();
  }

  @Test
  void every_other_event_is_held_back_until_the_next_has_passed() {
    faults.turn("overtaken", true);

    assertThat(faults.copies()).containsExactly(LATE);
    assertThat(faults.copies()).containsExactly(ZERO);
    assertThat(faults.copies()).containsExactly(LATE);
  }

  @Test
  void faults_add_up_and_end() {
    faults.turn("twice", true);
    faults.turn("late", true);
    assertThat(faults.copies()).containsExactly(LATE, LATE);
    assertThat(faults.on()).containsExactlyInAnyOrder("twice", "late");

    faults.turn("late", false);
    assertThat(faults.copies()).containsExactly(ZERO, ZERO);
    faults.turn("twice", false);
    assertThat(faults.copies()).containsExactly(ZERO);
  }

  @Test
  void an_unknown_fault_is_named() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.turn("rain", true))
        .withMessage("there is no fault 'rain'");
  }
}
