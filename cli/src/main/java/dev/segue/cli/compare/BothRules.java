package dev.segue.cli.compare;

import com.google.common.collect.Iterables;
import dev.segue.segment.Rules;
import dev.segue.segment.UserField;
import java.util.SortedSet;

/**
 * The rules of today, and those that users shall follow; the same where there are no others.
 *
 * @param current who is not where they put them has drifted
 */
public record BothRules(Rules current, Rules next) {
  /** Returns every field that either reads, none of them part of another one. */
  public SortedSet<UserField> fields() {
    return UserField.outermost(Iterables.concat(current.fields(), next.fields()));
  }
}
