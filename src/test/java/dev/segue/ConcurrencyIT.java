package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.event.Events;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Mischief;
import dev.segue.local.Proxies;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deliveries of one user's events while others are at work on the same user. */
@ExtendWith(LocalStackExtension.class)
class ConcurrencyIT {
  /** The emulator takes seconds to tell transactions apart that conflict. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String id = "user-" + UUID.randomUUID();
  private final LocalStack stack;
  private final Users users;
  private final Proxies proxies;

  ConcurrencyIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    users = new Users(stack);
    proxies = new Proxies(stack, emulators);
  }

  @AfterEach
  void calmDown() {
    stack.trigger().disturb(Mischief.none());
    stack.trigger().resume();
    proxies.close();
  }

  @Test
  void the_same_event_10_times_at_once_is_one_change() {
    stack.trigger().disturb(tenfold());

    users.write(id, "active");
    stack.trigger().awaitQuiet(PATIENCE);

    await().atMost(PATIENCE).until(() -> !Received.of(stack, id).messages().isEmpty());
    assertThat(Received.of(stack, id).distinct()).hasSize(1);
    assertThat(users.segment(id).getLong("revision")).isEqualTo(1);
    assertThat(users.segment(id).get("pending")).isEqualTo(List.of());
  }

  @Test
  void a_user_document_does_not_change_between_the_read_and_the_commit() throws Exception {
    stack.trigger().pause();
    users.write(id, "active");
    var function = stack.startFunction("dev.segue.SegmentUser", proxies.environment());
    proxies.forget();
    proxies.inject(Proxies.COMMIT, new Fault.Delay(Duration.ofSeconds(1)));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> delivery = () -> Deliveries.binary(function.url(), created("active"));
      var answer = threads.submit(delivery);
      await().atMost(PATIENCE).until(() -> proxies.count(Proxies.COMMIT) > 0);
      users.write(id, "canceled");
      assertThat(users.segment(id).getString("segment")).isEqualTo("subscriber");
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(Deliveries.binary(function.url(), created("canceled"))).isEqualTo(200);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(Received.of(stack, id).segments())
                    .containsExactly("subscriber", "churned"));
  }

  private CloudEvent created(String status) throws IOException {
    return Events.written(Events.created(users.name(id), status));
  }

  private static Mischief tenfold() {
    return new Mischief() {
      @Override
      public List<Duration> copies() {
        return Collections.nCopies(10, Duration.ZERO);
      }

      @Override
      public boolean losesAcknowledgement() {
        return false;
      }
    };
  }
}
