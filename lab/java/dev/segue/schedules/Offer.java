package dev.segue.schedules;

import dev.segue.segment.Condition;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds between two times of the user, if the user has them. */
final class Offer implements Condition {
  static final String FROM = "from";
  static final String TO = "to";

  @Override
  public String text() {
    return "now >= user.from && now < user.to";
  }

  @Override
  public SortedSet<UserField> fields() {
    return new TreeSet<>(List.of(UserField.of(FROM), UserField.of(TO)));
  }

  @Override
  public Map<String, SortedSet<UserField>> documents() {
    return Map.of();
  }

  @Override
  public boolean readsTime() {
    return true;
  }

  @Override
  public Evaluation test(User user, Instant now) {
    var from = user.values().get(FROM);
    var to = user.values().get(TO);
    return new Evaluation(
        from instanceof Instant begin
                && to instanceof Instant end
                && !now.isBefore(begin)
                && now.isBefore(end)
            ? Verdict.HOLDS
            : Verdict.DOES_NOT_HOLD,
        Stream.of(from, to)
            .filter(Instant.class::isInstance)
            .map(Instant.class::cast)
            .filter(now::isBefore)
            .min(Comparator.naturalOrder()));
  }
}
