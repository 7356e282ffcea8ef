package dev.segue.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.NetworkFault;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HostilePlanTest {
  @Test
  void a_seed_decides_everything() {
    assertThat(HostilePlan.of(7)).isEqualTo(HostilePlan.of(7)).isNotEqualTo(HostilePlan.of(8));
  }

  @Test
  void a_plan_kills_cuts_and_injects_every_network_fault() {
    assertThat(LongStream.range(0, 100).mapToObj(HostilePlan::of))
        .allSatisfy(
            plan -> {
              assertThat(plan.all(Action.Kill.class)).hasSize(5);
              assertThat(plan.all(Action.Cut.class)).hasSize(4);
              assertThat(plan.all(Action.Inject.class))
                  .extracting(Action.Inject::fault)
                  .contains(NetworkFault.values());
            });
  }

  @Test
  void every_network_fault_ends() {
    assertThat(LongStream.range(0, 100).mapToObj(HostilePlan::of))
        .allSatisfy(
            plan -> {
              var faulty = new HashSet<Action.Link>();
              for (var action : plan.actions()) {
                if (action instanceof Action.Inject inject) {
                  faulty.add(inject.link());
                } else if (action instanceof Action.Heal heal) {
                  faulty.remove(heal.link());
                }
              }
              assertThat(faulty).isEmpty();
            });
  }
}
