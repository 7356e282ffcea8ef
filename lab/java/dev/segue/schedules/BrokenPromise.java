package dev.segue.schedules;

/** A schedule that breaks a promise. */
final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1L;

  BrokenPromise(String promise, World world, Iterable<String> schedule) {
    super("%s%nin %s%nafter%n  %s".formatted(promise, world, String.join("\n  ", schedule)));
  }
}
