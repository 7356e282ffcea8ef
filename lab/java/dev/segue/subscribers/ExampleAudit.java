package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.EventFaults;
import dev.segue.local.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Checks that a subscriber stores at the end what `segments/` holds, despite faults. */
final class ExampleAudit {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> NAMES =
      List.of("ada", "ben", "cleo", "zoë", "d'arc", "\"eve\"", "fay ", "100%", "😀", "gus");

  /** The statuses of each user; an empty one is a deletion. */
  private static final List<String> BEFORE = List.of("trialing", "active", "past_due");

  /** The further statuses of all users but the first. The second and third are deleted last. */
  private static final List<String> AFTER = List.of("active", "canceled", "", "trialing", "paused");

  private final List<PubsubMessage> received = new CopyOnWriteArrayList<>();
  private final String prefix = UUID.randomUUID() + "-";
  private final LocalStack stack;
  private final Subscriber example;
  private final Duration patience;

  private ExampleAudit(LocalStack stack, Subscriber example, Duration patience) {
    this.stack = stack;
    this.example = example;
    this.patience = patience;
  }

  /**
   * Changes segments while events and messages have faults, kills the subscriber while it has
   * messages, and finally delivers all messages again, the oldest last.
   */
  static void run(LocalStack stack, Subscriber example) {
    run(stack, example, PATIENCE);
  }

  /** The same with another deadline for what the subscriber stores. */
  static void run(LocalStack stack, Subscriber example, Duration patience) {
    stack.trigger().inject(EventFaults.seeded(1));
    try {
      new ExampleAudit(stack, example, patience).run();
    } finally {
      stack.trigger().inject(EventFaults.none());
    }
  }

  private void run() {
    stack.changes().observe(this::receive);
    example.start();
    // No message about the first user comes after the kill.
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
    // When this has arrived, so has everything before it.
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
    var truth = Held.all(stack, prefix);
    assertThat(truth).hasSize(NAMES.size());
    await().atMost(patience).untilAsserted(() -> assertThat(example.held()).isEqualTo(truth));
    example.awaitQuiet(PATIENCE);
    assertThat(example.held()).isEqualTo(truth);
  }

  private void write(List<String> names, String status) {
    names.forEach(name -> stack.users().write(prefix + name, status));
  }
}
