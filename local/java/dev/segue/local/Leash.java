package dev.segue.local;

import java.time.Duration;
import java.util.Arrays;

/** Runs a main class in this JVM, and halts the JVM when its parent process ends. */
public final class Leash {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private Leash() {}

  /** Takes the id of the parent process, the class to run, and the arguments of that class. */
  public static void main(String[] args) throws ReflectiveOperationException {
    tieTo(Long.parseLong(args[0]));
    Class.forName(args[1])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
  }

  /** Halts this JVM when the process that started it ends. */
  static void tieToParent() {
    ProcessHandle.current().parent().ifPresent(parent -> tieTo(parent.pid()));
  }

  private static void tieTo(long parent) {
    Thread.ofPlatform().daemon().name("leash").start(() -> haltWithout(parent));
  }

  // A killed parent may remain as a zombie, but then it is not our parent.
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
