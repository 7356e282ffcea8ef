package dev.segue.segment;

/**
 * A user cannot be recomputed until something is changed: the segment document was edited into
 * something that Segue does not write, or a service refuses what has to be written or published.
 */
public final class PermanentFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fault;

  /**
   * @param subject the segment document's path, or what else names the user
   * @param fault what is wrong with it, without a user's id
   */
  public PermanentFailureException(String subject, String fault) {
    super(subject + ": " + fault);
    this.fault = fault;
  }

  /** Returns what is wrong without the subject, which contains the user's id. */
  public String fault() {
    return fault;
  }
}
