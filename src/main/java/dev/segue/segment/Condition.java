package dev.segue.segment;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A condition on a user's documents and the time. The documents' values are of these types: null,
 * {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@link Instant}, {@code byte[]},
 * {@link List} and {@link Map} with keys of type {@link String}. No document and no time makes it
 * throw.
 */
public interface Condition {

  /** Returns the condition as it is written in the rules. */
  String text();

  /** Returns the fields of the user document that it reads, none of them part of another. */
  SortedSet<UserField> fields();

  /** Returns the fields that it reads of each {@link Subcollection} that it reads, by its name. */
  Map<String, SortedSet<UserField>> documents();

  /** Returns whether its verdict may change while the documents stay the same. */
  boolean readsTime();

  /**
   * Evaluates the condition.
   *
   * @param user with at least {@link #fields()} and {@link #documents()}
   * @param now in microseconds
   */
  Evaluation test(User user, Instant now);

  /**
   * The result of a condition at some time.
   *
   * @param next the first microsecond at which the verdict may differ while the documents stay the
   *     same; empty if it never does
   */
  record Evaluation(Verdict verdict, Optional<Instant> next) {}
}
