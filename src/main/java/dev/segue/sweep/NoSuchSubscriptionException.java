package dev.segue.sweep;

/** There is no such queue, or none that may be taken from; trying again is no help. */
public final class NoSuchSubscriptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the queue, as an operator knows it. */
  public NoSuchSubscriptionException(String message) {
    super(message);
  }
}
