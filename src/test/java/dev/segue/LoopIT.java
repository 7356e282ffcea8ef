package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A trigger that somebody set up on the documents that Segue itself writes. */
@ExtendWith(LocalStackExtension.class)
class LoopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String id = "user-" + UUID.randomUUID();
  private final LocalStack stack;
  private final Emulators emulators;
  private final Users users;

  LoopIT(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    this.emulators = emulators;
    users = new Users(stack);
  }

  @Test
  void events_of_segment_documents_are_set_aside_and_raise_no_further_ones() {
    var events = new AtomicInteger();
    try (var loop = emulators.trigger(stack.project(), "loop", "segments/{userId}", stack.url())) {
      loop.observe(event -> events.incrementAndGet());

      users.write(id, "active");
      stack.trigger().awaitQuiet(PATIENCE);
      loop.awaitQuiet(PATIENCE);
      loop.awaitQuiet(PATIENCE);
    }

    // The commit and the settling.
    assertThat(events).hasValue(2);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(stack.deadLetters().messages())
                    .filteredOn(
                        message -> message.getData().toStringUtf8().contains("segments/" + id))
                    .hasSize(2));
    assertThat(users.segment(id).getLong("revision")).isEqualTo(1);
  }
}
