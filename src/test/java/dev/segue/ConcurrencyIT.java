package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.local.Users;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Concurrent deliveries of one user's events. */
@ExtendWith(LocalStackExtension.class)
class ConcurrencyIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String id = "user-" + UUID.randomUUID();
  private final LocalStack stack;
  private final Users users;
  private final Proxies proxies;

  ConcurrencyIT(LocalStack stack) {
    this.stack = stack;
    users = stack.users();
    proxies = stack.proxies();
  }

  @AfterEach
  void calmDown() {
    stack.reset();
  }

  @Test
  void the_same_event_10_times_at_once_is_one_change() {
    stack.trigger().inject(() -> Collections.nCopies(10, Duration.ZERO));

    users.write(id, "active");
    stack.trigger().awaitQuiet(PATIENCE);

    await().atMost(PATIENCE).until(() -> !Received.of(stack, id).messages().isEmpty());
    assertThat(Received.of(stack, id).distinct()).hasSize(1);
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
      var stalled = threads.submit(() -> deliver(function, "trialing"));
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.WRITE) > 0);

      users.write(id, "active");
      assertThat(deliver(stack.segmentUser(), "active")).isEqualTo(200);
      users.delete(id);
      users.write(id, "canceled");
      assertThat(sweep.sweep().status()).isEqualTo(200);
      assertThat(sweep.repair(List.of(id)).body().get("changed").intValue()).isEqualTo(1);
      assertThat(stalled.isDone()).isFalse();

      function.kill();
      users.write(id, "active");
      assertThat(deliver(stack.segmentUser(), "active")).isEqualTo(200);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Received.of(stack, id).segments())
                    .containsExactly("subscriber", "churned", "subscriber"));
  }

  @Test
  void a_delivery_that_read_the_user_before_a_flip_and_back_does_not_have_the_last_word()
      throws Exception {
    stack.trigger().pause();
    users.write(id, "trialing");
    assertThat(deliver(stack.segmentUser(), "trialing")).isEqualTo(200);
    users.write(id, "active");
    try (var function = proxies.startSegmentUser();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      proxies.inject(Proxies.WRITE, new Fault.Delay(Duration.ofSeconds(2)));
      var late = threads.submit(() -> deliver(function, "active"));
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.WRITE) > 0);
      users.write(id, "trialing");
      assertThat(deliver(stack.segmentUser(), "trialing")).isEqualTo(200);

      assertThat(late.get()).isEqualTo(200);
    }

    assertThat(users.segment(id).getString("segment")).isEqualTo("trial");
    assertThat(Received.of(stack, id).distinct()).hasSizeLessThanOrEqualTo(1);
  }

  private int deliver(FunctionProcess function, String status) throws IOException {
    return EventRequest.post(
        function.url(), Events.written(Events.created(users.name(id), status)));
  }
}
