package dev.segue.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What subscribers are promised, while everything around Segue fails.
 *
 * <p>A seed decides who writes what, and what goes wrong after which write; threads, processes and
 * networks then take their own time, so a seed that failed once may pass the next time. {@code
 * -Dsegue.hostile.seed=7} runs seed 7, {@code -Dsegue.hostile.seeds=50} besides runs 50 from there.
 */
@ExtendWith(LocalStackExtension.class)
class HostileIT {
  private static final String SEED = "segue.hostile.seed";
  private static final String SEEDS = "segue.hostile.seeds";
  private static final List<String> FUNCTIONS =
      List.of("dev.segue.SegmentUser", "dev.segue.SlowSegmentUser");

  private static final long SEEDS_BY_DEFAULT = 1;

  private final HostileRuns runs;

  HostileIT(Emulators emulators) {
    runs = new HostileRuns(emulators);
  }

  @Test
  void every_promise_is_kept_whatever_happens() throws Exception {
    assertThat(runs.run(seeds(), FUNCTIONS))
        .allSatisfy(report -> assertThat(report.violations()).as("%s", report.plan()).isEmpty());
  }

  private static List<Long> seeds() {
    var first = Long.getLong(SEED, 1);
    var count = Long.getLong(SEEDS, System.getProperty(SEED) == null ? SEEDS_BY_DEFAULT : 1);
    return LongStream.range(first, first + count).boxed().toList();
  }
}
