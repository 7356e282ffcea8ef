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
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A condition in Java, because the explorer evaluates it millions of times. */
record PlainCondition(
    String text,
    SortedSet<UserField> fields,
    Map<String, SortedSet<UserField>> documents,
    boolean readsTime,
    BiFunction<User, Instant, Evaluation> evaluation)
    implements Condition {
  static final String FROM = "from";
  static final String TO = "to";
  static final String SUBSCRIPTIONS = "subscriptions";
  static final String ACTIVE = "active";

  /** Holds between two times of the user, if the user has them. */
  static final Condition OFFER =
      new PlainCondition(
          "now >= user.from && now < user.to",
          named(FROM, TO),
          Map.of(),
          true,
          PlainCondition::isOffered);

  /** Holds if a document below the user's is an active subscription. */
  static final Condition SUBSCRIBED =
      new PlainCondition(
          "subscriptions.exists(s, s.active)",
          named(),
          Map.of(SUBSCRIPTIONS, named(ACTIVE)),
          false,
          (user, now) ->
              evaluation(
                  user.documents(SUBSCRIPTIONS).stream()
                      .anyMatch(it -> it.get(ACTIVE).equals(true)),
                  Optional.empty()));

  @Override
  public Evaluation test(User user, Instant now) {
    return evaluation.apply(user, now);
  }

  private static Evaluation isOffered(User user, Instant now) {
    var times =
        Stream.of(FROM, TO)
            .map(user.values()::get)
            .filter(Instant.class::isInstance)
            .map(Instant.class::cast)
            .toList();
    return evaluation(
        times.size() == 2 && !now.isBefore(times.getFirst()) && now.isBefore(times.getLast()),
        times.stream().filter(now::isBefore).min(Instant::compareTo));
  }

  private static Evaluation evaluation(boolean holds, Optional<Instant> next) {
    return new Evaluation(holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD, next);
  }

  private static SortedSet<UserField> named(String... names) {
    return new TreeSet<>(List.of(names).stream().map(UserField::of).toList());
  }
}
