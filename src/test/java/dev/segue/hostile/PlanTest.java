package dev.segue.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Toxic;
import java.util.HashSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void a_seed_decides_everything() {
    assertThat(Plan.of(7)).isEqualTo(Plan.of(7)).isNotEqualTo(Plan.of(8));
  }

  @Test
  void a_plan_kills_five_times_cuts_and_lets_networks_suffer_from_every_toxic() {
    assertThat(LongStream.range(0, 100).mapToObj(Plan::of))
        .allSatisfy(
            plan -> {
              assertThat(plan.all(Action.Kill.class)).hasSize(5);
              assertThat(plan.all(Action.Cut.class)).hasSize(4);
              assertThat(plan.all(Action.Suffer.class))
                  .extracting(Action.Suffer::toxic)
                  .contains(Toxic.values());
            });
  }

  @Test
  void what_suffers_is_healed_later() {
    assertThat(LongStream.range(0, 100).mapToObj(Plan::of))
        .allSatisfy(
            plan -> {
              var suffering = new HashSet<Action.Link>();
              for (var action : plan.actions()) {
                if (action instanceof Action.Suffer suffer) {
                  suffering.add(suffer.link());
                } else if (action instanceof Action.Heal heal) {
                  suffering.remove(heal.link());
                }
              }
              assertThat(suffering).isEmpty();
            });
  }
}
