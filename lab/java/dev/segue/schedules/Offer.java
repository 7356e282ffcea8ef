package dev.segue.schedules;

import dev.segue.segment.Condition;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Instant;
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
  public boolean readsTime() {
    return true;
  }

  @Override
  public Verdict test(Map<String, ?> document, Instant now) {
    return document.get(FROM) instanceof Instant from
            && document.get(TO) instanceof Instant to
            && !now.isBefore(from)
            && now.isBefore(to)
        ? Verdict.HOLDS
        : Verdict.DOES_NOT_HOLD;
  }

  @Override
  public List<Instant> moments(Map<String, ?> document) {
    return Stream.of(FROM, TO)
        .map(document::get)
        .filter(Instant.class::isInstance)
        .map(Instant.class::cast)
        .toList();
  }
}
