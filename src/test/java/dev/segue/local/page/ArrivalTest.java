package dev.segue.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.ReceivedChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalTest {
  private final Map<String, Message> messages = new LinkedHashMap<>();

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

    assertThat(arrival(Map.of("ada", 5L), user("ada", 7))).isEqualTo(new Arrival(0, 1, 1, 0));
  }

  private Arrival arrival(ShownUser... users) {
    return arrival(Map.of(), users);
  }

  private Arrival arrival(Map<String, Long> before, ShownUser... users) {
    return Arrival.of(0, List.of(users), before, List.copyOf(messages.values()));
  }

  private void receive(String user, long revision) {
    var id = user + revision;
    var change = new ReceivedChange(id, user, "none", "trial", revision, "event", 0);
    messages.merge(
        id, new Message(change, 1), (first, copy) -> new Message(change, first.copies() + 1));
  }

  private static ShownUser user(String id, long revision) {
    return new ShownUser(id, "trialing", false, "trial", revision, 0, 0);
  }
}
