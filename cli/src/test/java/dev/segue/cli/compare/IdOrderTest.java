package dev.segue.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddText;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdOrderTest {
  @Test
  void ids_are_in_the_order_of_their_utf_8_bytes() {
    Fuzz.tries(
        20_000,
        draw -> List.of(OddText.wellFormed(draw), OddText.wellFormed(draw)),
        ids ->
            assertThat(Integer.signum(IdOrder.INSTANCE.compare(ids.getFirst(), ids.getLast())))
                .isEqualTo(
                    Integer.signum(
                        Arrays.compareUnsigned(
                            ids.getFirst().getBytes(UTF_8), ids.getLast().getBytes(UTF_8)))));
  }

  @Test
  void numeric_ids_come_first_and_by_number() {
    var ordered =
        List.of(
            "__id-3__ __id7__ __id12__ ! __id12 __id9999999999999999999__ __idx__ a z zz \uffee 😀"
                .split(" ", -1));

    assertThat(ordered.reversed().stream().sorted(IdOrder.INSTANCE)).isEqualTo(ordered);
  }
}
