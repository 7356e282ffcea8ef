package dev.segue.cli;

/** A line for a user who ends the program, as by Ctrl-C. */
final class ExitAdvice {
  private ExitAdvice() {}

  /** Works, and prints the line if the program is ended before the work is. */
  static void during(String line, Runnable work) {
    var hook = new Thread(() -> System.err.printf("%nsegue: %s%n", line), "advice");
    Runtime.getRuntime().addShutdownHook(hook);
    work.run();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
