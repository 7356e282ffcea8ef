package dev.segue.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShownUserTest {
  @Test
  void of_many_users_those_written_last_are_shown_by_id() {
    var users = List.of(user("ada", 3), user("ben", 1), user("cleo", 2), user("zoë", 4));

    assertThat(ShownUser.latest(users, 3))
        .extracting(ShownUser::id)
        .containsExactly("ada", "cleo", "zoë");
  }

  private static ShownUser user(String id, long written) {
    return new ShownUser(id, "trialing", false, "trial", 1, 0, written);
  }
}
