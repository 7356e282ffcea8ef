package dev.segue.segment;

/** A segment document was edited into something that Segue does not write; retrying cannot help. */
public final class UnreadableSegmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fault;

  /**
   * Says what is wrong, and where.
   *
   * @param document the document's path
   * @param fault the field, and what is wrong with it
   */
  public UnreadableSegmentException(String document, String fault) {
    super(document + ": " + fault);
    this.fault = fault;
  }

  /** Returns what is wrong without the document's path, which holds the user's id. */
  public String fault() {
    return fault;
  }
}
