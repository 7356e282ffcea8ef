package dev.segue.hostile;

import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.DocumentReference;
import com.google.common.collect.Iterables;
import dev.segue.firestore.Documents;
import dev.segue.hostile.Action.Link;
import dev.segue.local.Backoff;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.Mischief;
import dev.segue.local.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Two instances of the function that events are for, and one of `Sweep`, on networks that fail. */
final class Deployment implements AutoCloseable {
  /** Which of the instances is the sweep. */
  static final int SWEEP = 2;

  static final int INSTANCES = 3;

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private final LocalStack stack;
  private final Ledger ledger = new Ledger();
  private final List<Instance> instances = new ArrayList<>();

  /** Starts everything; `functions` are the classes of the instances that events are for. */
  Deployment(Emulators emulators, String project, List<String> functions, Path logs) {
    stack = LocalStack.start(emulators, project, logs);
    try {
      emulators.observe(project, "ledger", "segments/{userId}", ledger::enter);
      for (var target : Iterables.concat(functions, List.of("dev.segue.Sweep"))) {
        instances.add(new Instance(target, stack.environment(), logs));
      }
      stack.trigger().retryAfter(BACKOFF);
      route();
      awaitReady();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  DocumentReference user(String id) {
    return stack.firestore().collection("users").document(id);
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

  void disturb(Mischief mischief) {
    stack.trigger().disturb(mischief);
  }

  /** Waits until no more than so many deliveries are due, but not for ever. */
  void awaitBacklog(int deliveries, Duration longest) {
    try {
      await().atMost(longest).until(() -> stack.trigger().undelivered() <= deliveries);
    } catch (ConditionTimeoutException e) {
      // No instance is there.
    }
  }

  /** Ends all trouble, and waits until every instance is there and every event acknowledged. */
  void calmDown(Duration deadline) {
    stack.trigger().disturb(Mischief.none());
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
    var endStates =
        users.stream()
            .map(
                id ->
                    EndState.of(
                        Documents.await(user(id).get()), Documents.await(segment(id).get())))
            .toList();
    return new Audit(endStates, ledger.changes(), stack.changes().messages());
  }

  /**
   * Why events were set aside. Not those without any value: that is how the emulator tells of a
   * document which was not there and is not; production raises no event then.
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

  private DocumentReference segment(String id) {
    return stack.firestore().collection("segments").document(id);
  }

  private void route() {
    stack.trigger().routeTo(instances.stream().limit(SWEEP).map(Instance::url).toList());
  }

  private void awaitReady() {
    instances.forEach(Instance::awaitReady);
  }
}
