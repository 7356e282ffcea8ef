package dev.segue.segment;

/** A condition is not valid CEL, or requires what Segue does not support. */
public final class BadConditionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset of the fault, in code points from the beginning of the condition
   */
  public BadConditionException(int offset, String fault) {
    super(fault);
    this.offset = offset;
  }

  public int offset() {
    return offset;
  }
}
