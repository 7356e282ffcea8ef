package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RampTest {
  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void it_starts_with_500_writes_per_second_and_grows_by_half_every_five_minutes() {
    var ramp = new Ramp(BEGIN, 1, 0, true);

    assertThat(ramp.usersPerSecond(BEGIN)).isEqualTo(250);
    assertThat(ramp.usersPerSecond(BEGIN.plusSeconds(299))).isEqualTo(250);
    assertThat(ramp.usersPerSecond(BEGIN.plusSeconds(300))).isEqualTo(375);
    assertThat(ramp.usersPerSecond(BEGIN.plusSeconds(3_600))).isCloseTo(32_437, within(1.0));
  }

  @Test
  void it_is_divided_among_the_workers() {
    assertThat(new Ramp(BEGIN, 10, 0, true).usersPerSecond(BEGIN)).isEqualTo(25);
  }

  @Test
  void a_rate_lowers_it_and_never_raises_it() {
    assertThat(new Ramp(BEGIN, 2, 100, true).usersPerSecond(BEGIN)).isEqualTo(50);
    assertThat(new Ramp(BEGIN, 1, 900, true).usersPerSecond(BEGIN)).isEqualTo(250);
  }

  @Test
  void on_an_emulator_only_a_rate_limits() {
    assertThat(new Ramp(BEGIN, 1, 0, false).usersPerSecond(BEGIN)).isInfinite();
    assertThat(new Ramp(BEGIN, 1, 900, false).usersPerSecond(BEGIN)).isEqualTo(900);
  }

  @Test
  void a_clock_behind_the_job_s_changes_nothing() {
    assertThat(new Ramp(BEGIN, 1, 0, true).usersPerSecond(BEGIN.minusSeconds(900))).isEqualTo(250);
  }
}
