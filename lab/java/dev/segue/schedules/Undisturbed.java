package dev.segue.schedules;

import java.util.function.Function;

/** A world in which every step succeeds at once. */
final class Undisturbed implements Steps {
  private World world;

  Undisturbed(World world) {
    this.world = world;
  }

  synchronized World world() {
    return world;
  }

  synchronized void let(Happening happening) {
    world = world.after(happening);
  }

  @Override
  public synchronized <T> T take(Kind kind, Function<World, Effect<T>> step) {
    var effect = step.apply(world);
    world = effect.world();
    return effect.answer();
  }
}
