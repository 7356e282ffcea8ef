package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void a_line_has_a_rate_and_an_estimate() {
    var lines = new Progress.Lines(OptionalLong.of(20_000), "Compared");

    assertThat(lines.line(5_000, Duration.ofSeconds(10)))
        .isEqualTo("Compared: 5,000 users, 500/s, of 20,000, about 30 s left");
    assertThat(lines.line(100, Duration.ofSeconds(100)))
        .isEqualTo("Compared: 100 users, 1/s, of 20,000, about 5 h 31 min left");
  }

  @Test
  void without_a_known_end_there_is_no_estimate() {
    assertThat(
            new Progress.Lines(OptionalLong.empty(), "Compared").line(50, Duration.ofSeconds(10)))
        .isEqualTo("Compared: 50 users, 5/s");
    assertThat(new Progress.Lines(OptionalLong.of(9), "Compared").line(0, Duration.ofSeconds(10)))
        .isEqualTo("Compared: 0 users, 0/s");
  }
}
