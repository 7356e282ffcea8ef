package dev.segue.schedules;

import dev.segue.segment.Condition;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Holds if a document below the user's is an active subscription. */
final class Subscription implements Condition {
  static final String NAME = "subscriptions";
  static final String ACTIVE = "active";

  @Override
  public String text() {
    return "subscriptions.exists(s, s.active)";
  }

  @Override
  public SortedSet<UserField> fields() {
    return new TreeSet<>();
  }

  @Override
  public Map<String, SortedSet<UserField>> documents() {
    return Map.of(NAME, new TreeSet<>(List.of(UserField.of(ACTIVE))));
  }

  @Override
  public boolean readsTime() {
    return false;
  }

  @Override
  public Evaluation test(User user, Instant now) {
    return new Evaluation(
        user.documents(NAME).stream().anyMatch(it -> it.get(ACTIVE).equals(true))
            ? Verdict.HOLDS
            : Verdict.DOES_NOT_HOLD,
        Optional.empty());
  }
}
