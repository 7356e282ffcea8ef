package dev.segue.cli.compare;

import com.google.common.collect.Iterables;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The current rules, and the next ones; the same if there are no others. */
public record BothRules(Rules current, Rules next) {
  /** Returns every field that either reads, without fields inside another one. */
  public SortedSet<UserField> fields() {
    return outermost(current.fields(), next.fields());
  }

  /** Returns the same of documents below the user's, by the id of their collection. */
  public SortedMap<String, SortedSet<UserField>> documents() {
    var fields = new TreeMap<String, SortedSet<UserField>>();
    Stream.of(current, next)
        .flatMap(rules -> rules.documents().stream())
        .forEach(it -> fields.merge(it.id(), it.fields(), BothRules::outermost));
    return fields;
  }

  private static SortedSet<UserField> outermost(Set<UserField> some, Set<UserField> others) {
    return UserField.outermost(Iterables.concat(some, others));
  }
}
