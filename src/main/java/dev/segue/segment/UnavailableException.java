package dev.segue.segment;

/** Firestore or Pub/Sub could not be reached, or refused; trying again later may help. */
public class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the service, as an operator knows it, and what went wrong; never a user. */
  public UnavailableException(String message) {
    super(message);
  }
}
