package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user who comes back when nothing is left of them. */
@ExtendWith(LocalStackExtension.class)
class ReturnIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String id = "user-" + UUID.randomUUID();
  private final LocalStack stack;
  private final Users users;

  ReturnIT(LocalStack stack) {
    this.stack = stack;
    users = new Users(stack);
  }

  @Test
  void after_a_tombstone_expired_revisions_start_anew_but_no_id_and_no_time_comes_again() {
    users.write(id, "active");
    stack.trigger().awaitQuiet(PATIENCE);
    Documents.await(users.user(id).delete());
    stack.trigger().awaitQuiet(PATIENCE);
    expire();
    users.write(id, "active");
    stack.trigger().awaitQuiet(PATIENCE);

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

  /** What the TTL policy does after 30 days. */
  private void expire() {
    assertThat(users.segment(id).get("expires_at")).isNotNull();
    Documents.await(users.segment(id).getReference().delete());
  }
}
