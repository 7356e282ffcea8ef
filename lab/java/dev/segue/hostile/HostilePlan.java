package dev.segue.hostile;

import static java.util.stream.Collectors.joining;

import dev.segue.hostile.Action.Link;
import dev.segue.hostile.Action.Service;
import dev.segue.local.NetworkFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The writes and faults of a hostile run; the same for the same seed.
 *
 * @param flips rounds after all faults, in which users leave their segment and return
 */
record HostilePlan(long seed, List<Action> actions, List<List<Action>> flips) {
  /** Including an id that is not ASCII, and one that is too long for an ordering key. */
  static final List<String> USERS =
      Stream.concat(
              Stream.of("ada", "ben", "cleo", "dev", "eli", "fay", "gus", "hana", "ida"),
              Stream.of("zoë 🦊", "x".repeat(1_100)))
          .toList();

  private static final List<String> SUBSCRIPTIONS = List.of("one", "two");
  private static final int TURNS = 90;
  private static final int FLIPS = 4;
  private static final int OF_EACH = 2;
  private static final int SOON = 4;
  private static final int LONGEST_PAUSE_MILLIS = 200;

  HostilePlan {
    actions = List.copyOf(actions);
    flips = List.copyOf(flips);
  }

  static HostilePlan of(long seed) {
    var author = new Author(new Random(seed));
    return new HostilePlan(seed, author.actions(), author.flips());
  }

  <T extends Action> List<T> all(Class<T> kind) {
    return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** One line for each action. */
  @Override
  public String toString() {
    return actions.stream()
        .map("%.120s"::formatted)
        .collect(joining("\n", "seed %s%n".formatted(seed), ""));
  }

  /** Fills turns with writes, then adds faults to them. */
  private record Author(Random random, List<List<Action>> turns) {
    Author(Random random) {
      this(random, new ArrayList<>());
    }

    List<Action> actions() {
      for (var turn = 0; turn < TURNS; turn++) {
        turns.add(writes());
      }
      for (var i = 0; i < OF_EACH; i++) {
        for (var service : Service.values()) {
          addDeathOnABadNetwork(service);
          anywhere().add(new Action.Cut(link()));
        }
        for (var fault : NetworkFault.values()) {
          addFault(fault);
        }
        anywhere().add(new Action.Sweep());
        anywhere().add(new Action.Repair(List.of(pick(USERS), pick(USERS))));
      }
      anywhere().add(new Action.Kill(random.nextInt(Deployment.INSTANCES)));
      return turns.stream().flatMap(List::stream).toList();
    }

    /** In the pauses a delivery may read a state that does not last. */
    List<List<Action>> flips() {
      var rounds = new ArrayList<List<Action>>();
      for (var round = 0; round < FLIPS; round++) {
        var home = pick(Statuses.USUAL);
        var settled = new ArrayList<Action>();
        var flip = new ArrayList<Action>();
        for (var user : USERS) {
          settled.add(new Action.Set(user, home));
          SUBSCRIPTIONS.forEach(it -> settled.add(new Action.Unsubscribe(user, it)));
          flip.addAll(flip(user, home));
        }
        rounds.add(settled);
        rounds.add(flip);
      }
      return rounds;
    }

    private List<Action> flip(String user, String home) {
      var back = new Action.Set(user, home);
      return switch (random.nextInt(3)) {
        case 0 -> List.of(new Action.Delete(user), pause(), back);
        case 1 -> List.of(subscribe(user), pause(), new Action.Unsubscribe(user, "one"));
        default -> List.of(new Action.Set(user, pick(Statuses.USUAL)), pause(), back);
      };
    }

    private Action subscribe(String user) {
      return new Action.Subscribe(user, "one", Statuses.ACTIVE);
    }

    private Action pause() {
      return new Action.Pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
    }

    private List<Action> writes() {
      var user = pick(USERS);
      var turn = new ArrayList<Action>();
      switch (random.nextInt(13)) {
        case 0 -> turn.add(new Action.Delete(user));
        case 1 -> turn.add(new Action.Touch(user));
        case 2 -> turn.add(new Action.Set(user, pick(Statuses.ODD)));
        case 3 -> {
          var back = new Action.Set(user, pick(Statuses.USUAL));
          turn.addAll(List.of(back, new Action.Set(user, pick(Statuses.USUAL)), back));
        }
        case 4 -> turn.add(new Action.Subscribe(user, pick(SUBSCRIPTIONS), pick(Statuses.USUAL)));
        case 5 -> turn.add(new Action.Unsubscribe(user, pick(SUBSCRIPTIONS)));
        case 6 -> turn.addAll(List.of(subscribe(user), new Action.Unsubscribe(user, "one")));
        default -> turn.add(new Action.Set(user, pick(Statuses.USUAL)));
      }
      turn.add(pause());
      return turn;
    }

    /** Kills an instance that waits for an answer. */
    private void addDeathOnABadNetwork(Service service) {
      var link = new Link(random.nextInt(Deployment.SWEEP), service);
      var at = random.nextInt(TURNS - 2 * SOON);
      var death = at + SOON + random.nextInt(SOON);
      turns.get(at).add(new Action.Inject(link, pick(List.of(NetworkFault.values()))));
      turns.get(death).add(new Action.Kill(link.instance()));
      turns.get(death).add(new Action.Heal(link));
    }

    private void addFault(NetworkFault fault) {
      var link = link();
      var at = random.nextInt(TURNS);
      turns.get(at).add(new Action.Inject(link, fault));
      turns.get(at + random.nextInt(TURNS - at)).add(new Action.Heal(link));
    }

    private List<Action> anywhere() {
      return pick(turns);
    }

    private Link link() {
      return new Link(random.nextInt(Deployment.INSTANCES), pick(List.of(Service.values())));
    }

    private <T> T pick(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }
}
