package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segue.local.EventFaults;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.local.Users;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The promises to subscribers, on the emulators, with faults in the delivery of events. */
@ExtendWith(LocalStackExtension.class)
class PromisesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> HISTORY =
      List.of("trialing", "active", "past_due", "active", "canceled", "active");

  private final String id = "user-" + UUID.randomUUID();
  private final LocalStack stack;
  private final Users users;
  private final Proxies proxies;

  PromisesIT(LocalStack stack) {
    this.stack = stack;
    users = stack.users();
    proxies = stack.proxies();
  }

  @AfterEach
  void calmDown() {
    stack.reset();
  }

  @Test
  void every_committed_change_is_published_at_least_once_even_if_the_function_is_killed() {
    proxies.inject(Proxies.PUBLISH, 1_000, new Fault.Hang());
    try (var doomed = proxies.startSegmentUser()) {
      stack.trigger().routeTo(doomed.url());
      users.write(id, "active");
      await().atMost(PATIENCE).until(() -> users.segment(id).exists());
      doomed.kill();
    }
    assertThat(users.pending(id)).isEqualTo(List.of(1L));

    stack.trigger().routeTo(stack.url());
    stack.trigger().awaitQuiet(PATIENCE);

    awaitRevisions(1);
    assertThat(users.pending(id)).isEmpty();
  }

  @Test
  void there_is_no_message_without_a_commit() throws IOException {
    stack.trigger().pause();
    users.write(id, "active");
    proxies.inject(Proxies.WRITE, 1_000, new Fault.Refuse(Status.ABORTED));
    try (var function = proxies.startSegmentUser()) {
      proxies.forget();
      var event = Events.written(Events.created(users.name(id), "active"));
      assertThat(EventRequest.post(function.url(), event)).isEqualTo(500);
    }

    assertThat(users.segment(id).exists()).isFalse();
    assertThat(proxies.count(Proxies.PUBLISH)).isZero();
  }

  @Test
  void revisions_start_at_1_have_no_gaps_and_never_vary_in_content() {
    stack.trigger().inject(EventFaults.seeded(1));
    play(HISTORY);

    var contents = new HashMap<Long, JsonNode>();
    for (var data : Received.of(stack, id).changes()) {
      var first = contents.putIfAbsent(data.get("revision").asLong(), data);
      assertThat(first).isIn(null, data);
    }
    assertThat(contents.keySet())
        .containsExactlyInAnyOrderElementsOf(
            LongStream.rangeClosed(1, HISTORY.size()).boxed().toList());
  }

  @Test
  void first_deliveries_of_a_users_revisions_come_in_order() {
    stack.trigger().inject(EventFaults.seeded(2));
    play(HISTORY);

    assertThat(Received.of(stack, id).revisions())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, HISTORY.size()).boxed().toList());
  }

  @Test
  void quick_flips_may_coalesce() {
    users.write(id, "active");
    awaitRevisions(1);
    stack.trigger().pause();
    users.write(id, "canceled");
    users.write(id, "active");
    stack.trigger().resume();
    stack.trigger().awaitQuiet(PATIENCE);

    assertThat(users.segment(id).getLong("revision")).isEqualTo(1);
    assertThat(Received.of(stack, id).messages()).hasSize(1);
  }

  @Test
  void a_subscriber_that_drops_what_is_not_newer_than_the_last_changed_at_hears_each_change_once() {
    stack.trigger().inject(EventFaults.seeded(3));
    play(HISTORY);
    users.delete(id);
    awaitRevisions(HISTORY.size() + 1);
    users.write(id, "active");
    awaitRevisions(HISTORY.size() + 2);

    var last = Long.MIN_VALUE;
    var segment = "none";
    var heard = 0;
    for (var data : Received.of(stack, id).changes()) {
      if (data.get("changed_at").asLong() > last) {
        last = data.get("changed_at").asLong();
        assertThat(data.get("previous_segment").asText()).isEqualTo(segment);
        segment = data.get("segment").asText();
        heard++;
      }
    }
    assertThat(heard).isEqualTo(HISTORY.size() + 2);
    assertThat(segment).isEqualTo(users.segment(id).getString("segment"));
  }

  @Test
  void after_a_tombstone_expired_revisions_restart_but_ids_and_times_never_repeat() {
    users.write(id, "active");
    awaitRevisions(1);
    users.delete(id);
    awaitRevisions(2);
    stack.trigger().awaitQuiet(PATIENCE);
    assertThat(users.segment(id).get("expires_at")).isNotNull();
    users.expireSegment(id);
    users.write(id, "active");

    await().atMost(PATIENCE).until(() -> Received.of(stack, id).messages().size() == 3);
    var received = Received.of(stack, id);
    assertThat(received.segments()).containsExactly("subscriber", "none", "subscriber");
    assertThat(received.changes())
        .extracting(change -> change.get("revision").asLong())
        .containsExactly(1L, 2L, 1L);
    assertThat(received.messages())
        .extracting(message -> message.getAttributesOrThrow("ce-id"))
        .doesNotHaveDuplicates();
    assertThat(received.changes())
        .extracting(change -> change.get("changed_at").asLong())
        .isSortedAccordingTo(Long::compare)
        .doesNotHaveDuplicates();
  }

  /** Waits for each change before the next write, and at last for all acknowledgements. */
  private void play(List<String> statuses) {
    for (int step = 0; step < statuses.size(); step++) {
      users.write(id, statuses.get(step));
      awaitRevisions(step + 1);
    }
    stack.trigger().awaitQuiet(PATIENCE);
  }

  private void awaitRevisions(long revision) {
    await().atMost(PATIENCE).until(() -> Received.of(stack, id).revisions().contains(revision));
  }
}
