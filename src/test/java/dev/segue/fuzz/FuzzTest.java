package dev.segue.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FuzzTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);

  @Test
  void the_same_seeds_draw_the_same() {
    assertThat(drawn(7, 5)).isEqualTo(drawn(7, 5)).isNotEqualTo(drawn(12, 5));
    assertThat(drawn(7, 5).subList(2, 5)).isEqualTo(drawn(9, 3));
  }

  @Test
  void the_try_that_fails_is_named_by_its_seed_and_repeated_alone_by_it() {
    var failing = drawn(0, 10).get(4);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> tries(n -> assertThat(n).isNotEqualTo(failing)).make(0, 10))
        .withMessageStartingWith("the try with -Dsegue.fuzz.seed=4 fails: ")
        .withMessageEndingWith("%n%s".formatted(failing));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> tries(n -> assertThat(n).isNotEqualTo(failing)).make(4, 1));
  }

  @Test
  void a_try_that_recurses_too_deep_fails() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> tries(n -> depth(10_000_000)).make(0, 1))
        .withCauseInstanceOf(StackOverflowError.class);
  }

  @Test
  void a_try_that_does_not_end_is_named_by_its_seed_and_where_it_is() {
    var never = new CountDownLatch(1);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> tries(n -> await(never)).make(3, 10))
        .withMessageStartingWith("the try with -Dsegue.fuzz.seed=3 does not end: ")
        .withStackTraceContaining("FuzzTest.await");
  }

  @Test
  void what_allocates_more_than_it_may_fails() {
    assertThat(Allocation.atMost(100_000, () -> new byte[50_000])).hasSize(50_000);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Allocation.atMost(100_000, () -> new byte[100_001]));
  }

  private static Fuzz<Integer> tries(Consumer<Integer> property) {
    return new Fuzz<>(draw -> draw.below(Integer.MAX_VALUE), property, PATIENCE);
  }

  private static List<Integer> drawn(long firstSeed, int tries) {
    var drawn = new ArrayList<Integer>();
    tries(drawn::add).make(firstSeed, tries);
    return drawn;
  }

  private static int depth(int n) {
    return n == 0 ? 0 : 1 + depth(n - 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
