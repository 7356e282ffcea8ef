package dev.segue.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.DocumentReference;
import com.google.common.collect.Iterables;
import com.google.common.io.Resources;
import dev.segue.hostile.Action.Link;
import dev.segue.local.Emulators;
import dev.segue.local.EventFaults;
import dev.segue.local.LocalStack;
import dev.segue.local.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;

/** Two instances of the function that gets events, and one of `Sweep`, with faulty networks. */
final class Deployment implements AutoCloseable {
  /** The index of the sweep among the instances. */
  static final int SWEEP = 2;

  static final int INSTANCES = 3;

  private final LocalStack stack;
  private final Ledger ledger = new Ledger();
  private final List<Instance> instances = new ArrayList<>();

  /** Starts everything; `functions` are the classes of the instances that get events. */
  Deployment(Emulators emulators, String project, List<String> functions, Path logs) {
    stack = LocalStack.start(emulators, project, logs, Map.of("SEGUE_RULES", rules(logs)));
    try {
      emulators.observe(project, "ledger", "segments/{userId}", ledger::enter);
      for (var target : Iterables.concat(functions, List.of("dev.segue.Sweep"))) {
        instances.add(new Instance(target, stack.environment(), logs));
      }
      stack.trigger().retryAfter(Duration.ofMillis(100), Duration.ofSeconds(2));
      route();
      awaitReady();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Writes the rules to a file, and returns its path. */
  private static String rules(Path logs) {
    try {
      var packaged = Resources.toString(Resources.getResource("segments.yaml"), UTF_8);
      var text = packaged.replace("segments:\n", Statuses.RULES);
      return Files.writeString(Files.createDirectories(logs).resolve("rules.yaml"), text)
          .toAbsolutePath()
          .toString();
    } catch (IOException e) {
      throw new UncheckedIOException("rules of a hostile run", e);
    }
  }

  DocumentReference user(String id) {
    return stack.users().user(id);
  }

  URI sweep() {
    return instances.get(SWEEP).url();
  }

  TcpProxy network(Link link) {
    return instances.get(link.instance()).network(link.service());
  }

  /** Kills an instance, and starts another one in its place without waiting for it. */
  void kill(int instance) {
    instances.get(instance).crash();
    route();
  }

  void inject(EventFaults faults) {
    stack.trigger().inject(faults);
  }

  /** Waits until at most this many deliveries are due, but no longer than the given time. */
  void awaitBacklog(int deliveries, Duration longest) {
    try {
      await().atMost(longest).until(() -> stack.trigger().undelivered() <= deliveries);
    } catch (ConditionTimeoutException e) {
      // All instances were killed.
    }
  }

  /** Ends all faults, and waits until all instances are ready and all events acknowledged. */
  void calmDown(Duration deadline) {
    stack.trigger().inject(EventFaults.none());
    for (var instance : instances) {
      instance.heal();
    }
    awaitReady();
    awaitQuiet(deadline);
  }

  void awaitQuiet(Duration deadline) {
    stack.trigger().awaitQuiet(deadline);
  }

  Audit audit(List<String> users) {
    return Audit.of(stack, ledger, users);
  }

  /**
   * The reasons of dead letters, without those of events that have no value: the emulator raises
   * them for the deletion of a document that does not exist, production does not.
   */
  List<String> deadLetters() {
    return stack.deadLetters().messages().stream()
        .map(message -> message.getAttributesOrThrow("reason"))
        .filter(reason -> !reason.equals("neither value nor old value"))
        .toList();
  }

  @Override
  public void close() {
    instances.forEach(Instance::close);
    stack.close();
  }

  private void route() {
    stack.trigger().routeTo(instances.stream().limit(SWEEP).map(Instance::url).toList());
  }

  private void awaitReady() {
    instances.forEach(Instance::awaitReady);
  }
}
