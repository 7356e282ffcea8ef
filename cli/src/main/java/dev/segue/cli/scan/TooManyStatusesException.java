package dev.segue.cli.scan;

/** Users have more different statuses than it makes sense to count one by one. */
public final class TooManyStatusesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooManyStatusesException(int most) {
    super(
        "users have more than %,d different statuses: too many for --quick, not for a full plan"
            .formatted(most));
  }
}
