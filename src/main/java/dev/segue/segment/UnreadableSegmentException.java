package dev.segue.segment;

/** A segment document is not as Segue writes it; trying again does not help. */
public final class UnreadableSegmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fault;

  /**
   * @param document the document's path
   * @param fault the field and its fault
   */
  public UnreadableSegmentException(String document, String fault) {
    super(document + ": " + fault);
    this.fault = fault;
  }

  /** Returns the fault without the document's path, which contains the user's id. */
  public String fault() {
    return fault;
  }
}
