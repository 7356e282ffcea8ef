package dev.segue.cli.beam;

/**
 * How many users ended how.
 *
 * @param unchanged users who needed no change any more, because an event was faster
 * @param published changes, not users
 */
public record Outcomes(long changed, long unchanged, long published, long failed) {
  static final Outcomes NONE = new Outcomes(0, 0, 0, 0);
  static final Outcomes FAILURE = new Outcomes(0, 0, 0, 1);

  static Outcomes of(boolean isChanged, int published) {
    return new Outcomes(isChanged ? 1 : 0, isChanged ? 0 : 1, published, 0);
  }

  Outcomes plus(Outcomes other) {
    return new Outcomes(
        changed + other.changed,
        unchanged + other.unchanged,
        published + other.published,
        failed + other.failed);
  }
}
