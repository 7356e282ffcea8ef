package dev.segue.image;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Lets what is in flight finish when the process is told to end.
 *
 * <p>The invoker has no way to ask for that, nor to ask what is in flight; but a thread that
 * answers a request is inside the invoker's code until the answer is written.
 */
final class Drain {
  /** Cloud Run sends SIGKILL ten seconds after SIGTERM. */
  private static final Duration GRACE = Duration.ofSeconds(9);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private static final String INVOKER = "com.google.cloud.functions.invoker.";

  private Drain() {}

  /** Has the end of the process, by SIGTERM too, wait for the requests that it would cut. */
  static void beforeExit() {
    Runtime.getRuntime().addShutdownHook(new Thread(Drain::awaitAnswers, "drain"));
  }

  /** What is not done in time is cut; its event is delivered again, to another instance. */
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
