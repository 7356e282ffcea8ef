package dev.segue.image;

import static java.util.stream.Collectors.joining;

import dev.segue.FindMembers;
import dev.segue.SegmentUser;
import dev.segue.Sweep;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The main class of the container image: serves functions on Google's invoker.
 *
 * <p>Everything is on one class path, because an AOT cache does not cover class loaders.
 */
public final class Main {
  private static final List<Serving> FUNCTIONS =
      List.of(
          new Serving("FindMembers", FindMembers::new),
          new Serving("SegmentUser", SegmentUser::new),
          new Serving("Sweep", Sweep::new));

  private static final int FIRST_PORT = 8080;

  private Main() {}

  /**
   * Serves the named function on {@code PORT} once it is warm. Several functions are served on
   * successive ports.
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
    // A connection then generates one key instead of two: a start takes 467 ms instead of 519.
    System.getProperties().putIfAbsent("jdk.tls.namedGroups", "x25519");
    Drain.beforeExit();
    // Jetty's log of its start takes 0.05 s of CPU.
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
      // Otherwise the invoker's threads keep the process alive without serving.
      e.printStackTrace();
      System.exit(1);
    }
  }
}
