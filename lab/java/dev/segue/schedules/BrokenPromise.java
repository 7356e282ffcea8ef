package dev.segue.schedules;

/** A schedule after which subscribers are not told what they were promised. */
final class BrokenPromise extends AssertionError {
  private static final long serialVersionUID = 1L;

  BrokenPromise(String promise, World world, Iterable<String> schedule) {
    super("%s%nin %s%nafter%n  %s".formatted(promise, world, String.join("\n  ", schedule)));
  }
}
