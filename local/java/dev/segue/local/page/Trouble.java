package dev.segue.local.page;

import dev.segue.local.LocalStack;
import dev.segue.local.Outages;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/** What can be broken, and mended again, by name. */
final class Trouble {
  private final Map<String, Consumer<Boolean>> switches = new TreeMap<>();
  private final Set<String> on = new ConcurrentSkipListSet<>();

  Trouble(LocalStack stack, Outages outages) {
    var nuisance = new Nuisance();
    stack.trigger().disturb(nuisance);
    switches.put("twice", nuisance::twice);
    switches.put("late", nuisance::late);
    switches.put("overtaken", nuisance::overtaken);
    switches.put("firestore_away", outages::takeFirestore);
    switches.put("pubsub_away", outages::takePubSub);
    switches.put("function_killed", kill -> killOrStart(stack, kill));
  }

  /**
   * @throws IllegalArgumentException where there is no such trouble
   */
  synchronized void turn(String name, boolean wanted) {
    var action = switches.get(name);
    if (action == null) {
      throw new IllegalArgumentException("nothing to break is called '%s'".formatted(name));
    }
    if (wanted && on.add(name)) {
      action.accept(true);
    } else if (!wanted && on.remove(name)) {
      action.accept(false);
    }
  }

  Set<String> on() {
    return Set.copyOf(on);
  }

  private static void killOrStart(LocalStack stack, boolean kill) {
    if (kill) {
      stack.segmentUser().kill();
    } else {
      stack.restartSegmentUser();
    }
  }
}
