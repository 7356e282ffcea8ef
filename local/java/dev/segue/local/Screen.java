package dev.segue.local;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Prints UTF-8, coloured if standard output is a terminal and NO_COLOR is not set. */
final class Screen {
  private final PrintStream out;
  private final boolean colour;

  @SuppressWarnings("SystemConsoleNull")
  Screen() {
    // Needs -Djdk.console=java.base; without it later JDKs have a console even in a pipe.
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

  String highlighted(String text) {
    return painted("36", text);
  }

  private String painted(String code, String text) {
    return colour ? "\033[%sm%s\033[m".formatted(code, text) : text;
  }
}
