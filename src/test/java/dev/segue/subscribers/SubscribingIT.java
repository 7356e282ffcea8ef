package dev.segue.subscribers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.collect.Collections2;
import com.google.common.collect.ImmutableList;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.StackFixture;
import dev.segue.local.LocalStack;
import dev.segue.local.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The claims of docs/subscribers.md about messages and subscriptions. */
class SubscribingIT extends StackFixture {
  private final Topics topics;

  SubscribingIT(LocalStack stack) {
    super(stack);
    topics = stack.topics();
  }

  @Test
  void keeping_the_last_changed_at_is_correct_in_every_order() {
    var messages = history("trialing", "active", "canceled");

    for (var order : orders(messages)) {
      assertThat(Tables.BY_CHANGED_AT.after(order)).containsEntry(id, truth());
    }
  }

  @Test
  void comparing_revisions_misses_a_user_who_returns_after_the_tombstone() {
    var messages = new ArrayList<>(history("active", ""));
    users.expireSegment(id);
    messages.addAll(history("trialing"));

    assertThat(Tables.BY_CHANGED_AT.after(messages).get(id)).isEqualTo(truth());
    assertThat(Tables.BY_REVISION.after(messages).get(id).segment()).isEqualTo("none");
  }

  @Test
  void comparing_ids_lets_a_late_older_change_win() {
    var late = history("trialing", "active").reversed();

    assertThat(Tables.BY_CHANGED_AT.after(late).get(id)).isEqualTo(truth());
    assertThat(Tables.BY_ID.after(late).get(id).segment()).isEqualTo("trial");
  }

  @Test
  void deleting_users_without_a_segment_lets_a_late_message_bring_them_back() {
    var messages = new ArrayList<>(history("active", ""));
    messages.add(messages.getFirst());

    assertThat(Tables.BY_CHANGED_AT.after(messages).get(id).segment()).isEqualTo("none");
    assertThat(Tables.WITHOUT_TOMBSTONES.after(messages).get(id).segment()).isEqualTo("subscriber");
  }

  @Test
  void a_filter_by_one_side_of_a_change_misses_the_other() {
    var messages = history("trialing", "canceled", "active");

    var arrivals = messages.stream().filter(message -> is(message, "segment")).toList();
    var both =
        messages.stream()
            .filter(message -> is(message, "segment") || is(message, "previous_segment"))
            .toList();
    assertThat(Tables.BY_CHANGED_AT.after(arrivals).get(id).segment()).isEqualTo("churned");
    assertThat(both).hasSizeLessThan(messages.size());
    assertThat(Tables.BY_CHANGED_AT.after(both).get(id)).isEqualTo(truth());
  }

  @Test
  void after_a_seek_back_everything_comes_again_and_the_table_stays_the_same() {
    var retained = Subscription.newBuilder().setRetainAckedMessages(true).build();
    var subscription = topics.subscribe(LocalStack.CHANGES, retained);
    var before = Instant.now();
    history("trialing", "active");
    var received = new ArrayList<>(taken(subscription, 2));

    topics.seek(subscription, before);
    var again = taken(subscription, 2);

    assertThat(again)
        .extracting(SubscribingIT::eventId)
        .containsAll(received.stream().map(SubscribingIT::eventId).toList());
    received.addAll(again);
    assertThat(Tables.BY_CHANGED_AT.after(received)).containsEntry(id, truth());
  }

  @Test
  void a_message_refused_too_often_is_set_aside_and_later_ones_go_on() {
    var undelivered = topics.create();
    var aside = topics.subscribe(undelivered, Subscription.getDefaultInstance());
    var subscription =
        topics.subscribe(
            LocalStack.CHANGES,
            Subscription.newBuilder()
                .setDeadLetterPolicy(
                    DeadLetterPolicy.newBuilder()
                        .setDeadLetterTopic(topics.name(undelivered))
                        .setMaxDeliveryAttempts(5))
                .build());
    var messages = history("trialing", "active");
    var first = eventId(messages.getFirst());
    var kept = new ArrayList<PubsubMessage>();
    var setAside = new ArrayList<PubsubMessage>();

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (var message : topics.pull(subscription)) {
                if (eventId(message.getMessage()).equals(first)) {
                  topics.refuse(subscription, message);
                } else {
                  kept.add(message.getMessage());
                  topics.acknowledge(subscription, List.of(message));
                }
              }
              setAside.addAll(topics.take(aside));
              return !setAside.isEmpty() && !kept.isEmpty();
            });

    assertThat(setAside).extracting(SubscribingIT::eventId).containsOnly(first);
    kept.addAll(setAside);
    assertThat(Tables.BY_CHANGED_AT.after(kept)).containsEntry(id, truth());
  }

  /** Writes the statuses, and returns the messages. */
  private List<PubsubMessage> history(String... statuses) {
    var before = received(id).messages().size();
    for (var status : statuses) {
      users.write(id, status);
      stack.trigger().awaitQuiet(PATIENCE);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> received(id).messages().size() == before + statuses.length);
    return received(id).messages().subList(before, before + statuses.length);
  }

  private List<PubsubMessage> taken(String subscription, int count) {
    var taken = new ArrayList<PubsubMessage>();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              topics.take(subscription).stream()
                  .filter(message -> message.getOrderingKey().equals(id))
                  .forEach(taken::add);
              return taken.size() >= count;
            });
    return taken;
  }

  private Held truth() {
    return Held.in(users.segment(id));
  }

  private static boolean is(PubsubMessage message, String attribute) {
    return message.getAttributesOrThrow(attribute).equals("churned");
  }

  private static String eventId(PubsubMessage message) {
    return message.getAttributesOrThrow("ce-id");
  }

  /** Every order of messages, each with a copy of the first at the end. */
  private static List<List<PubsubMessage>> orders(List<PubsubMessage> messages) {
    return Collections2.permutations(messages).stream()
        .<List<PubsubMessage>>map(
            order ->
                ImmutableList.<PubsubMessage>builder().addAll(order).add(order.getFirst()).build())
        .toList();
  }
}
