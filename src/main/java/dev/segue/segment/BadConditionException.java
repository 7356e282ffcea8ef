package dev.segue.segment;

/** A condition cannot be understood, or asks for what Segue cannot do. */
public final class BadConditionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * Says what is wrong, and where.
   *
   * @param offset in code points from the beginning of the condition
   */
  public BadConditionException(int offset, String fault) {
    super(fault);
    this.offset = offset;
  }

  /** Returns where the fault is, in code points from the beginning of the condition. */
  public int offset() {
    return offset;
  }
}
