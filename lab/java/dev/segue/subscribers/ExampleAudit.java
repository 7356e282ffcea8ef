package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import dev.segue.local.Mischief;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a subscriber holds at the end is what `segments/` says, whatever befell it. */
final class ExampleAudit {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> NAMES =
      List.of("ada", "ben", "cleo", "zoë", "d'arc", "\"eve\"", "fay 1", "100%", "😀", "gus");

  /** What happens to each of them; an empty word is a deletion. */
  private static final List<String> BEFORE = List.of("trialing", "active", "past_due");

  /** What happens to all but the first. The second and the third are gone in the end. */
  private static final List<String> AFTER = List.of("active", "canceled", "", "trialing", "paused");

  private final List<PubsubMessage> received = new CopyOnWriteArrayList<>();
  private final String prefix = UUID.randomUUID() + "-";
  private final LocalStack stack;
  private final Example example;
  private final Duration patience;

  private ExampleAudit(LocalStack stack, Example example, Duration patience) {
    this.stack = stack;
    this.example = example;
    this.patience = patience;
  }

  /**
   * Has users change segment while events and messages come as they please. Kills the subscriber
   * with messages in hand, and at last delivers all of them again, the oldest last.
   */
  static void run(LocalStack stack, Example example) {
    run(stack, example, PATIENCE);
  }

  /** The same with so much patience for what the subscriber holds. */
  static void run(LocalStack stack, Example example, Duration patience) {
    stack.trigger().disturb(Mischief.seeded(1));
    try {
      new ExampleAudit(stack, example, patience).run();
    } finally {
      stack.trigger().disturb(Mischief.none());
    }
  }

  private void run() {
    stack.changes().observe(this::receive);
    example.start();
    // The first is done with, and known, when the subscriber is killed: nothing tells of them
    // again.
    BEFORE.forEach(status -> write(NAMES.subList(0, 1), status));
    BEFORE.forEach(status -> write(NAMES.subList(1, NAMES.size()), status));
    await().atMost(PATIENCE).until(this::holdsTheFirst);
    example.kill();
    stack.trigger().awaitQuiet(PATIENCE);
    AFTER.forEach(status -> write(NAMES.subList(1, NAMES.size()), status));
    write(NAMES.subList(1, 3), "");
    example.start();
    awaitTruth();

    assertThat(received).hasSizeGreaterThan(NAMES.size());
    received.reversed().forEach(example::deliver);
    example.awaitQuiet(PATIENCE);
    // Once this has come, so has all before it.
    write(NAMES.subList(NAMES.size() - 1, NAMES.size()), "active");
    awaitTruth();
  }

  private boolean holdsTheFirst() {
    var first = example.held().get(prefix + NAMES.getFirst());
    return first != null && first.segment().equals("at_risk");
  }

  private void receive(PubsubMessage message) {
    if (message.getOrderingKey().startsWith(prefix)) {
      received.add(message);
      example.deliver(message);
    }
  }

  private void awaitTruth() {
    stack.trigger().awaitQuiet(PATIENCE);
    var truth = truth();
    assertThat(truth).hasSize(NAMES.size());
    await().atMost(patience).untilAsserted(() -> assertThat(example.held()).isEqualTo(truth));
    example.awaitQuiet(PATIENCE);
    assertThat(example.held()).isEqualTo(truth);
  }

  private void write(List<String> names, String status) {
    for (var name : names) {
      var user = stack.firestore().collection("users").document(prefix + name);
      Documents.await(
          status.isEmpty() ? user.delete() : user.set(Map.of("subscription_status", status)));
    }
  }

  private Map<String, Held> truth() {
    var truth = new TreeMap<String, Held>();
    for (var document : Documents.await(stack.firestore().collection("segments").get())) {
      if (document.getId().startsWith(prefix)) {
        truth.put(document.getId(), Held.in(document));
      }
    }
    return truth;
  }
}
