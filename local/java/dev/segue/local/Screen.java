package dev.segue.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a person watches: UTF-8, and colour only where it is a terminal that wants it. */
final class Screen {
  private final PrintStream out;
  private final boolean colour;

  @SuppressWarnings("SystemConsoleNull")
  Screen() {
    // Needs -Djdk.console=java.base, without which later JDKs have a console even in a pipe.
    this(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        System.console() != null && System.getenv("NO_COLOR") == null);
  }

  Screen(PrintStream out, boolean colour) {
    this.out = out;
    this.colour = colour;
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

  /** In the colour of what there is to see in a line. */
  String highlighted(String text) {
    return painted("36", text);
  }

  private String painted(String code, String text) {
    return colour ? "\033[%sm%s\033[m".formatted(code, text) : text;
  }
}
