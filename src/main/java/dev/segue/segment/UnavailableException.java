package dev.segue.segment;

/** Firestore or Pub/Sub could not be reached, or refused; trying again later may help. */
public class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what did not succeed, where no single answer of a service is the cause. */
  public UnavailableException(String message) {
    super(message);
  }

  /**
   * Names the service.
   *
   * @param what its name, as an operator knows it
   */
  public UnavailableException(String what, Throwable cause) {
    super("%s: %s".formatted(what, cause.getMessage()), cause);
  }
}
