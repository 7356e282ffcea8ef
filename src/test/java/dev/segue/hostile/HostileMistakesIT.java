package dev.segue.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hostile runs notice what is wrong with a function: most seeds do, and the first one that does.
 */
@ExtendWith(LocalStackExtension.class)
class HostileMistakesIT {
  private static final int SEEDS = 5;

  private final HostileRuns runs;

  HostileMistakesIT(Emulators emulators) {
    runs = new HostileRuns(emulators);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SettlesFirst", "WritesUnguarded", "LeavesNoMark"})
  void a_mistake_breaks_a_promise(String mistake) {
    assertThat(LongStream.rangeClosed(1, SEEDS))
        .anySatisfy(seed -> assertThat(violations(seed, mistake)).isNotEmpty());
  }

  private List<String> violations(long seed, String mistake) {
    var function = "dev.segue.AlteredSegmentUser$" + mistake;
    return runs.run(seed, List.of(function, function)).violations();
  }
}
