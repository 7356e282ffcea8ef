package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashTest {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void a_killed_parent_takes_its_children_with_it() throws Exception {
    var parent = start(Parent.class, folder);
    var child = childOf(parent);
    assertThat(child.isAlive()).isTrue();

    parent.destroyForcibly();

    await().atMost(DEADLINE).until(() -> !child.isAlive());
  }

  @Test
  void a_child_gets_its_arguments_and_only_the_environment_it_is_given() throws Exception {
    var program =
        new JavaProgram(
            Echo.class.getName(),
            List.of(JavaProgram.homeOf(Echo.class)),
            List.of(),
            List.of("a b", "ü"),
            Map.of("SEGUE_TOPIC", "changes"));
    var log = folder.resolve("echo.log");

    assertThat(program.start(log, log).waitFor()).isZero();
    assertThat(Files.readAllLines(log)).containsExactly("[a b, ü]", "changes");
  }

  private ProcessHandle childOf(Process parent) throws IOException {
    await().atMost(DEADLINE).until(() -> parent.children().findAny().isPresent());
    return parent.children().findAny().orElseThrow();
  }

  private static Process start(Class<?> type, Path folder) {
    var log = folder.resolve(type.getSimpleName() + ".log");
    return new JavaProgram(
            type.getName(),
            List.of(JavaProgram.homeOf(type)),
            List.of(),
            List.of(folder.toString()),
            Map.of())
        .start(log, log);
  }

  /** Starts a child and waits for ever. */
  static final class Parent {
    public static void main(String[] args) throws InterruptedException {
      start(Child.class, Path.of(args[0]));
      new CountDownLatch(1).await();
    }
  }

  /** Waits for ever. */
  static final class Child {
    public static void main(String[] args) throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  /** Prints its arguments and a setting. */
  static final class Echo {
    public static void main(String[] args) {
      System.out.println(List.of(args));
      System.out.println(System.getenv("SEGUE_TOPIC"));
    }
  }
}
