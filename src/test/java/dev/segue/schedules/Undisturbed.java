package dev.segue.schedules;

import dev.segue.segment.SubscriptionStatus;
import java.util.Optional;

/** A world in which every step succeeds at once. */
final class Undisturbed implements Steps {
  private World world;

  Undisturbed(World world) {
    this.world = world;
  }

  synchronized World world() {
    return world;
  }

  synchronized void write(Optional<SubscriptionStatus> status) {
    world = world.write(status);
  }

  @Override
  public synchronized <T> T take(Step<T> step) {
    var effect = step.effect().apply(world);
    world = effect.world();
    return effect.answer();
  }
}
