package dev.segue.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.ReceivedChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private final MessageTable messages = new MessageTable();

  @Test
  void what_is_committed_and_has_not_come_is_missing() {
    receive("ada", 1);
    receive("ada", 3);

    assertThat(arrival(user("ada", 4), user("ben", 1))).isEqualTo(new Arrival(0, 3, 2, 0));
  }

  @Test
  void copies_are_counted_apart() {
    receive("ada", 1);
    receive("ada", 1);
    receive("ada", 1);

    assertThat(arrival(user("ada", 1))).isEqualTo(new Arrival(0, 0, 1, 2));
  }

  @Test
  void what_was_committed_before_watching_began_is_not_waited_for() {
    receive("ada", 6);

    assertThat(Arrival.of(0, List.of(user("ada", 7)), Map.of("ada", 5L), messages))
        .isEqualTo(new Arrival(0, 1, 1, 0));
  }

  private Arrival arrival(UserRow... users) {
    return Arrival.of(0, List.of(users), Map.of(), messages);
  }

  private void receive(String user, long revision) {
    messages.receive(
        new ReceivedChange(
            user + revision, user, "none", "trial", revision, "event", Instant.EPOCH));
  }

  private static UserRow user(String id, long revision) {
    return new UserRow(id, "trialing", false, "trial", revision, 0);
  }
}
