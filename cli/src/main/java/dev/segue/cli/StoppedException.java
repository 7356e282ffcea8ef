package dev.segue.cli;

/** A command stops for a reason outside its settings. The message is one line. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
