package dev.segue.image;

import static java.util.stream.Collectors.joining;

import dev.segue.FindMembers;
import dev.segue.SegmentUser;
import dev.segue.Sweep;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Serves functions on Google's invoker: where Segue runs as an image, and this class starts the
 * process.
 *
 * <p>Everything is on one class path, since an AOT cache covers no class loader of the invoker's.
 */
public final class Main {
  private static final List<Serving> FUNCTIONS =
      List.of(
          Serving.requests("FindMembers", FindMembers::new),
          Serving.events("SegmentUser", SegmentUser::new),
          Serving.requests("Sweep", Sweep::new));

  private static final int FIRST_PORT = 8080;

  private Main() {}

  /**
   * Serves the function that the argument names on {@code PORT}, from the moment that it is warm.
   * Several functions are served on as many ports from {@code PORT} on.
   */
  public static void main(String[] names) {
    var known = FUNCTIONS.stream().map(Serving::name).toList();
    var unknown = List.of(names).stream().filter(name -> !known.contains(name)).toList();
    if (names.length == 0 || !unknown.isEmpty()) {
      System.err.printf(
          "Which function? Say %s%s%n",
          known.stream().collect(joining(" or ")),
          unknown.isEmpty() ? "" : ", not '%s'".formatted(unknown.getFirst()));
      System.exit(2);
    }
    // By default each connection begins with a key on another curve as well.
    System.getProperties().putIfAbsent("jdk.tls.namedGroups", "x25519");
    Drain.beforeExit();
    // Each start would wait for what Jetty tells of it.
    Logger.getLogger("").setLevel(Level.WARNING);
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "" + FIRST_PORT));
    for (var name : names) {
      int own = port++;
      var function = FUNCTIONS.get(known.indexOf(name));
      Thread.ofPlatform().name(name).start(() -> serve(function, own));
    }
  }

  private static void serve(Serving function, int port) {
    try {
      function.run(port);
    } catch (Throwable e) {
      // The invoker's other threads would keep a process alive that serves nothing.
      e.printStackTrace();
      System.exit(1);
    }
  }
}
