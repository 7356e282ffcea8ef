package dev.segue.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdOrderTest {
  @Test
  void ids_are_in_the_order_of_their_utf_8_bytes() {
    record Two(String one, String other) {}
    Fuzz.tries(
        20_000,
        draw -> new Two(OddText.wellFormed(draw), OddText.wellFormed(draw)),
        two ->
            assertThat(Integer.signum(IdOrder.INSTANCE.compare(two.one, two.other)))
                .isEqualTo(
                    Integer.signum(
                        Arrays.compareUnsigned(
                            two.one.getBytes(UTF_8), two.other.getBytes(UTF_8)))));
  }

  @Test
  void emoji_come_after_the_last_letters_of_the_first_plane() {
    assertThat(Stream.of("😀", "\uffee", "z", "zz").sorted(IdOrder.INSTANCE))
        .containsExactly("z", "zz", "\uffee", "😀");
  }

  @Test
  void numeric_ids_come_first_and_by_number() {
    var ordered = List.of("__id-3__", "__id7__", "__id12__", "!", "__id12", "__idx__", "a");

    assertThat(ordered.reversed().stream().sorted(IdOrder.INSTANCE)).isEqualTo(ordered);
  }
}
