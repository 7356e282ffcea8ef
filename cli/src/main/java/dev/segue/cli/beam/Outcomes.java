package dev.segue.cli.beam;

import java.io.Serializable;

/** How many users came out how. */
public final class Outcomes implements Serializable {
  private static final long serialVersionUID = 1L;

  private long changed;
  private long unchanged;
  private long published;
  private long failed;

  /** Adds a user who was recomputed. */
  void add(boolean isChanged, int changesPublished) {
    changed += isChanged ? 1 : 0;
    unchanged += isChanged ? 0 : 1;
    published += changesPublished;
  }

  void addFailure() {
    failed++;
  }

  void addAll(Outcomes others) {
    changed += others.changed;
    unchanged += others.unchanged;
    published += others.published;
    failed += others.failed;
  }

  public long changed() {
    return changed;
  }

  /** Returns how many users needed no change any more: somebody else was faster. */
  public long unchanged() {
    return unchanged;
  }

  public long published() {
    return published;
  }

  public long failed() {
    return failed;
  }

  public long users() {
    return changed + unchanged + failed;
  }
}
