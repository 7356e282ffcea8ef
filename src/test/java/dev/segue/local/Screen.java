package dev.segue.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a person watches: UTF-8, and colour only where it is a terminal that wants it. */
final class Screen {
  private static final String CHANGE = "%-6s %-24s %8s  %-6s %9s   %s";

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final boolean colour;

  @SuppressWarnings("SystemConsoleNull")
  Screen() {
    // Needs -Djdk.console=java.base, without which later JDKs have a console even in a pipe.
    colour = System.console() != null && System.getenv("NO_COLOR") == null;
  }

  void line(String text) {
    out.println(text);
  }

  void heading(String text) {
    out.println(painted("1", text));
  }

  void failure(String text) {
    out.println(painted("31", text));
  }

  void success(String text) {
    out.println(painted("32", text));
  }

  /** What stands above changes, but for how long after what they came. */
  void changeHeading(String after, String does) {
    heading(CHANGE.formatted("USER", "SEGMENT", "REVISION", "CAUSE", after, does).stripTrailing());
  }

  /** One line for a change; what the user did and how long ago may be unknown, and empty. */
  void change(ReceivedChange change, String after, String does) {
    var segments = "%-24s".formatted(change.from() + " → " + change.to());
    out.println(
        CHANGE
            .formatted(
                change.user(),
                painted("36", segments),
                change.revision(),
                change.cause(),
                after,
                does)
            .stripTrailing());
  }

  private String painted(String code, String text) {
    return colour ? "\033[%sm%s\033[m".formatted(code, text) : text;
  }
}
