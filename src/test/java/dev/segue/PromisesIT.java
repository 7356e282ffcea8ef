package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.EventFaults;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The promises to subscribers, with late, duplicate and concurrent deliveries. */
class PromisesIT extends StackFixture {
  private static final List<String> HISTORY =
      List.of("trialing", "active", "past_due", "active", "canceled", "active");

  PromisesIT(LocalStack stack) {
    super(stack);
  }

  @AfterEach
  void calmDown() {
    stack.reset();
  }

  @Test
  void there_is_no_message_without_a_commit() throws IOException {
    stack.trigger().pause();
    users.write(id, "active");
    proxies.inject(Proxies.WRITE, 1_000, new Fault.Refuse(Status.ABORTED));
    try (var function = proxies.startSegmentUser()) {
      proxies.forget();
      assertThat(deliver(function, created(id, "active"))).isEqualTo(500);
    }
    assertThat(users.segment(id).exists()).isFalse();
    assertThat(proxies.count(Proxies.PUBLISH)).isZero();
  }

  @Test
  void revisions_start_at_1_first_arrive_in_order_without_gaps_and_never_vary_in_content() {
    stack.trigger().inject(EventFaults.seeded(2));
    for (int step = 0; step < HISTORY.size(); step++) {
      users.write(id, HISTORY.get(step));
      awaitRevisions(step + 1);
    }
    stack.trigger().awaitQuiet(PATIENCE);
    assertThat(received(id).revisions())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, HISTORY.size()).boxed().toList());
    assertThat(received(id).distinct()).hasSameSizeAs(HISTORY);
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
    await().atMost(PATIENCE).until(() -> received(id).messages().size() == 3);
    var received = received(id);
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

  @Test
  void the_same_event_10_times_at_once_is_one_change() {
    stack.trigger().inject(() -> Collections.nCopies(10, Duration.ZERO));
    users.write(id, "active");
    stack.trigger().awaitQuiet(PATIENCE);
    awaitRevisions(1);
    assertThat(received(id).distinct()).hasSize(1);
    assertThat(users.segment(id).getLong("revision")).isEqualTo(1);
    assertThat(users.segment(id).get("pending")).isEqualTo(List.of());
  }

  @Test
  void a_delivery_that_stalls_for_ever_before_its_write_delays_nothing_else() throws Exception {
    stack.trigger().pause();
    users.write(id, "trialing");
    // First, because the delivery gives up after seconds.
    var sweep = SweepFunction.start(stack, stack.environment());
    try (var function = proxies.startSegmentUser();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      proxies.inject(Proxies.WRITE, 100, new Fault.Hang());
      var stalled = threads.submit(() -> deliver(function, created(id, "trialing")));
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.WRITE) > 0);

      users.write(id, "active");
      assertThat(deliver(stack.segmentUser(), created(id, "active"))).isEqualTo(200);
      users.delete(id);
      users.write(id, "canceled");
      assertThat(sweep.sweep().status()).isEqualTo(200);
      assertThat(sweep.repair(List.of(id)).body().get("changed").intValue()).isEqualTo(1);
      assertThat(stalled.isDone()).isFalse();
      function.kill();
      users.write(id, "active");
      assertThat(deliver(stack.segmentUser(), created(id, "active"))).isEqualTo(200);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(received(id).segments())
                    .containsExactly("subscriber", "churned", "subscriber"));
  }

  @Test
  void a_delivery_that_read_the_user_before_a_flip_and_back_does_not_have_the_last_word()
      throws Exception {
    stack.trigger().pause();
    users.write(id, "trialing");
    assertThat(deliver(stack.segmentUser(), created(id, "trialing"))).isEqualTo(200);
    users.write(id, "active");
    try (var function = proxies.startSegmentUser();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      proxies.inject(Proxies.WRITE, new Fault.Delay(Duration.ofSeconds(2)));
      var late = threads.submit(() -> deliver(function, created(id, "active")));
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.WRITE) > 0);
      users.write(id, "trialing");
      assertThat(deliver(stack.segmentUser(), created(id, "trialing"))).isEqualTo(200);
      assertThat(late.get()).isEqualTo(200);
    }
    assertThat(users.segment(id).getString("segment")).isEqualTo("trial");
    assertThat(received(id).distinct()).hasSizeLessThanOrEqualTo(1);
  }

  private void awaitRevisions(long revision) {
    await().atMost(PATIENCE).until(() -> received(id).revisions().contains(revision));
  }
}
