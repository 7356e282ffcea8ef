package dev.segue.cli;

import com.google.common.base.Throwables;
import dev.segue.cli.scan.TooManyStatusesException;
import dev.segue.config.ConfigurationException;
import dev.segue.segment.UnavailableException;
import java.io.IOException;
import java.util.Optional;

/** Why something failed, as far as whoever runs it can do something about it. */
final class Reasons {
  private Reasons() {}

  /** Returns the reason in one line; empty where the fault is the program's own. */
  static Optional<String> of(Throwable e) {
    return Throwables.getCausalChain(e).stream()
        .filter(
            cause ->
                cause instanceof ConfigurationException
                    || cause instanceof UnavailableException
                    || cause instanceof StoppedException
                    || cause instanceof TooManyStatusesException
                    || cause instanceof IOException)
        .findFirst()
        .map(
            cause ->
                cause instanceof IOException
                    ? cause.toString()
                    : String.valueOf(cause.getMessage()))
        .map(text -> text.replaceAll("\\R+", " "));
  }
}
