package dev.segue.segment;

/**
 * Firestore or Pub/Sub did not answer, or refused; trying again later may succeed. It has no stack
 * trace: the framework logs one for each failed delivery, 3 KB that always say the same.
 */
public class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the service, as an operator knows it, and the fault; never a user. */
  public UnavailableException(String message) {
    super(message, null, false, false);
  }
}
