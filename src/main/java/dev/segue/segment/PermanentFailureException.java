package dev.segue.segment;

/**
 * A user cannot be recomputed until a document is changed: the segment document was edited into
 * something that Segue does not write, or the database refuses what has to be written.
 */
public final class PermanentFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fault;

  /**
   * @param document the segment document's path
   * @param fault what is wrong with it, without a user's id
   */
  public PermanentFailureException(String document, String fault) {
    super(document + ": " + fault);
    this.fault = fault;
  }

  /** Returns what is wrong without the document's path, which contains the user's id. */
  public String fault() {
    return fault;
  }
}
