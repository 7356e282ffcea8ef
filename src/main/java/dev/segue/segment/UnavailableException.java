package dev.segue.segment;

/** Something outside could not be reached or would not answer; trying again later may help. */
public class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what did not succeed where no single answer is to blame. */
  public UnavailableException(String message) {
    super(message);
  }

  /** Names {@code what} was asked, as an operator knows it. */
  public UnavailableException(String what, Throwable cause) {
    super("%s: %s".formatted(what, cause.getMessage()), cause);
  }
}
