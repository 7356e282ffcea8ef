package dev.segue.image;

import static java.util.stream.Collectors.joining;

import com.google.cloud.functions.invoker.runner.Invoker;
import dev.segue.FindMembers;
import dev.segue.SegmentUser;
import dev.segue.Sweep;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Serves functions on Google's invoker: where Segue runs as an image, and this class starts the
 * process.
 *
 * <p>Everything is on one class path, since an AOT cache covers no class loader of the invoker's.
 */
public final class Main {
  private static final Map<String, Class<?>> FUNCTIONS =
      new TreeMap<>(
          Map.of(
              "FindMembers", FindMembers.class,
              "SegmentUser", SegmentUser.class,
              "Sweep", Sweep.class));

  private static final int FIRST_PORT = 8080;

  private Main() {}

  /**
   * Serves the function that the argument names on {@code PORT}, from the moment that it is warm.
   * Several functions are served on as many ports from {@code PORT} on.
   */
  public static void main(String[] names) {
    var unknown = List.of(names).stream().filter(name -> !FUNCTIONS.containsKey(name)).toList();
    if (names.length == 0 || !unknown.isEmpty()) {
      System.err.printf(
          "Which function? Say %s%s%n",
          FUNCTIONS.keySet().stream().collect(joining(" or ")),
          unknown.isEmpty() ? "" : ", not '%s'".formatted(unknown.getFirst()));
      System.exit(2);
    }
    Drain.beforeExit();
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "" + FIRST_PORT));
    for (var name : names) {
      var arguments =
          new String[] {"--target", FUNCTIONS.get(name).getName(), "--port", "" + port++};
      Thread.ofPlatform().name(name).start(() -> serve(arguments));
    }
  }

  private static void serve(String[] arguments) {
    try {
      Invoker.main(arguments);
    } catch (Throwable e) {
      // The invoker's other threads would keep a process alive that serves nothing.
      e.printStackTrace();
      System.exit(1);
    }
  }
}
