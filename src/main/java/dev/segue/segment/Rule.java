package dev.segue.segment;

import dev.segue.segment.Condition.Evaluation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts a user into a segment if it lists the user's status and its condition holds.
 *
 * @param statuses empty if any status matches, and a missing one
 * @param when empty if the status alone decides
 */
public record Rule(Segment segment, Set<String> statuses, Optional<Condition> when) {
  private static final Evaluation ALWAYS = new Evaluation(Verdict.HOLDS, Optional.empty());

  public Rule {
    statuses = Set.copyOf(statuses);
  }

  Trial tryOn(User user, Instant now) {
    return new Trial(
        this,
        lists(user.status())
            ? Optional.of(when.map(condition -> condition.test(user, now)).orElse(ALWAYS))
            : Optional.empty(),
        user);
  }

  boolean lists(SubscriptionStatus status) {
    return statuses.isEmpty()
        || (status instanceof SubscriptionStatus.Text text && statuses.contains(text.value()));
  }

  /**
   * The result of a rule for a user.
   *
   * @param evaluation of its condition; empty if the rule does not list the user's status, so that
   *     the condition was not evaluated
   */
  public record Trial(Rule rule, Optional<Evaluation> evaluation, User user) {
    /** Returns the condition's verdict; empty if it was not evaluated. */
    public Optional<Verdict> verdict() {
      return evaluation.map(Evaluation::verdict);
    }

    /** Returns when time alone may next change the verdict. */
    Optional<Instant> next() {
      return evaluation.flatMap(Evaluation::next);
    }

    /** Returns whether the rule matches the user. */
    public boolean matches() {
      return verdict().filter(Verdict.HOLDS::equals).isPresent();
    }

    /** Returns why the condition could not be evaluated, which counts as no match. */
    Optional<Verdict> fault() {
      return verdict().filter(Verdict::isFault);
    }

    /** Returns whether it is not known if the rule matches, so that later rules cannot match. */
    public boolean isUndecided() {
      return verdict().filter(Verdict.TOO_MANY::equals).isPresent();
    }

    /**
     * Returns what the condition read of all documents, by field: {@code status} of the user
     * document, {@code orders[a].status} of the document {@code a} among {@code orders}.
     */
    public List<Reason.Value> read() {
      var below =
          evaluation.flatMap(evaluated -> rule.when()).map(Condition::documents).stream()
              .flatMap(documents -> documents.entrySet().stream())
              .sorted(Map.Entry.comparingByKey())
              .flatMap(it -> below(it.getKey(), it.getValue()));
      return Stream.concat(values().stream(), below).toList();
    }

    private Stream<Reason.Value> below(String name, Set<UserField> fields) {
      return user.documents(name).stream()
          .limit(Subcollection.MOST)
          .flatMap(
              document ->
                  fields.stream()
                      .map(
                          field ->
                              new Reason.Value(
                                  "%s[%s].%s"
                                      .formatted(
                                          name,
                                          Excerpt.of(
                                              (String) document.get(Subcollection.DOCUMENT_ID)),
                                          field.key()),
                                  field.excerpt(document))));
    }

    /** Returns what the condition read of the user document, by field. */
    public List<Reason.Value> values() {
      return evaluation.flatMap(evaluated -> rule.when()).map(Condition::fields).stream()
          .flatMap(Collection::stream)
          .map(field -> new Reason.Value(field.key(), field.excerpt(user.values())))
          .toList();
    }
  }
}
