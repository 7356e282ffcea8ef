package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.compare.Tally.Figure;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "0, 0, 1, 4", "0, 1, 1, 2", "1, 0, 1, 2", "1, 0, 0, 2"})
  void a_plan_succeeds_only_if_no_user_is_left_to_change_or_left_out(
      long moves, long toBeTimed, long recent, int exit) {
    var totals = Map.of(Figure.MOVES, moves, Figure.TO_BE_TIMED, toBeTimed, Figure.RECENT, recent);

    assertThat(PlanCommand.exitCode(totals)).isEqualTo(exit);
  }
}
