package dev.segue.segment;

/** A segment document is not as Segue writes it. Somebody has to look; trying again is no help. */
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
