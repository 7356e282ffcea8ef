package dev.segue.local;

import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another main class in this JVM, which halts as soon as the process that started it is gone.
 */
public final class Leash {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private Leash() {}

  /** Takes the id of the starting process, the class to run, and that class's own arguments. */
  public static void main(String[] args) throws ReflectiveOperationException {
    tieTo(Long.parseLong(args[0]));
    Class.forName(args[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  /** Ties this JVM to whatever started it. */
  static void tieToParent() {
    ProcessHandle.current().parent().ifPresent(parent -> tieTo(parent.pid()));
  }

  private static void tieTo(long parent) {
    Thread.ofPlatform().daemon().name("leash").start(() -> haltWithout(parent));
  }

  // A parent that was killed may linger as a zombie, but it is nobody's parent any more.
  private static void haltWithout(long parent) {
    try {
      while (isOurParent(parent)) {
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }

  private static boolean isOurParent(long pid) {
    return ProcessHandle.current()
        .parent()
        .filter(parent -> parent.pid() == pid && parent.isAlive())
        .isPresent();
  }
}
