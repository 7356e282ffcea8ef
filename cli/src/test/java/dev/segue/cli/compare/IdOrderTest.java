package dev.segue.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdOrderTest {
  @Test
  void numeric_ids_come_first_by_number_and_all_others_by_their_utf_8_bytes() {
    var ordered =
        List.of(
            "__id-3__",
            "__id7__",
            "__id12__",
            "!",
            "__id12",
            "__idx__",
            "a",
            "z",
            "zz",
            "\uffee",
            "😀");

    assertThat(ordered.reversed().stream().sorted(IdOrder.INSTANCE)).isEqualTo(ordered);
  }
}
