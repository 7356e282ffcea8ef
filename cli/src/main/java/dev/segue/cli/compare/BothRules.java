package dev.segue.cli.compare;

import com.google.common.collect.Iterables;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import java.util.SortedSet;

/** The current rules, and the next ones; the same if there are no others. */
public record BothRules(Rules current, Rules next) {
  /** Returns every field that either reads, without fields inside another one. */
  public SortedSet<UserField> fields() {
    return UserField.outermost(Iterables.concat(current.fields(), next.fields()));
  }
}
