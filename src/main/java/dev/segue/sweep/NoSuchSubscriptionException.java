package dev.segue.sweep;

/** The subscription does not exist or may not be pulled from; trying again does not help. */
public final class NoSuchSubscriptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the subscription, as an operator knows it. */
  public NoSuchSubscriptionException(String message) {
    super(message);
  }
}
