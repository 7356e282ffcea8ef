package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cli.plan.Plan.Totals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "0, 0, 1, 4", "0, 1, 1, 2", "1, 0, 1, 2", "1, 0, 0, 2"})
  void a_plan_succeeds_only_if_no_user_is_left_to_change_or_left_out(
      long moves, long toBeTimed, long recent, int exit) {
    var totals = totals(moves, recent, toBeTimed);

    assertThat(PlanCommand.exitCode(totals)).isEqualTo(exit);
  }

  private static Totals totals(long moves, long recent, long toBeTimed) {
    return new Totals(9, 9L, 0L, moves, 9, recent, 0L, toBeTimed, 0L, 0L, 0L, 0L, 0L);
  }
}
