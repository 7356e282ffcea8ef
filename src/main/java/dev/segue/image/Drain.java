package dev.segue.image;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Lets requests finish when the process is terminated.
 *
 * <p>The invoker can neither drain nor report requests in flight. But a thread that serves a
 * request is inside the invoker's code until the response is written.
 */
final class Drain {
  /** Cloud Run sends SIGKILL ten seconds after SIGTERM. */
  private static final Duration GRACE = Duration.ofSeconds(9);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private static final String INVOKER = "com.google.cloud.functions.invoker.";

  private Drain() {}

  /** Makes the end of the process, also by SIGTERM, wait for requests in flight. */
  static void beforeExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Drain::awaitAnswers, "drain"));
  }

  /** A request that takes too long is cut; its event is delivered again, to another instance. */
  private static void awaitAnswers() {
    var end = System.nanoTime() + GRACE.toNanos();
    try {
      while (isAnswering() && System.nanoTime() < end) {
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isAnswering() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> name.startsWith(INVOKER) && name.endsWith("FunctionExecutor"));
  }
}
