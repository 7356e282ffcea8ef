package dev.segue.cli;

/** Something was not done, for a reason that its message says in one line. */
final class StoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
