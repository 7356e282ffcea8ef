package dev.segue.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.Condition;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * A condition in the Common Expression Language. {@code user} is the document, {@code now} the
 * time.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">the language</a>
 */
public final class CelCondition implements Condition {
  private final String text;
  private final SortedSet<UserField> fields;
  private final Program program;
  private final List<TimeComparison> comparisons;
  private final boolean loops;

  private CelCondition(
      String text,
      SortedSet<UserField> fields,
      Program program,
      List<TimeComparison> comparisons,
      boolean loops) {
    this.text = text;
    this.fields = fields;
    this.program = program;
    this.comparisons = comparisons;
    this.loops = loops;
  }

  /**
   * Parses and checks a condition.
   *
   * @throws BadConditionException if it is not valid CEL, does not name the fields that it reads,
   *     or uses the time in a way that does not allow to compute when the outcome changes
   */
  public static CelCondition parse(String text) {
    var ast = Cel.compile(text);
    Constants.check(ast);
    var fields = UserField.outermost(FieldsRead.by(ast));
    var comparisons = TimeComparisons.in(ast);
    return new CelCondition(
        text, fields, Cel.program(comparisons.solved()), comparisons.all(), Weight.hasLoops(ast));
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public SortedSet<UserField> fields() {
    return fields;
  }

  @Override
  public boolean readsTime() {
    return !comparisons.isEmpty();
  }

  @Override
  public Verdict test(Map<String, ?> document, Instant now) {
    var own = own(document);
    if (isTooHeavy(own)) {
      return Verdict.TOO_COSTLY;
    }
    try {
      var result =
          program.eval(
              Map.of(Cel.USER, Cel.value(own), Cel.NOW, now, OwnFunctions.METER, new Meter()));
      return result instanceof Boolean holds
          ? holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD
          : Verdict.WRONG_TYPE;
    } catch (CelEvaluationException e) {
      return switch (e.getErrorCode()) {
        case ATTRIBUTE_NOT_FOUND -> Verdict.MISSING_FIELD;
        case OVERLOAD_NOT_FOUND, AMBIGUOUS_OVERLOAD, TYPE_NOT_FOUND, BAD_FORMAT, INVALID_ARGUMENT ->
            Verdict.WRONG_TYPE;
        case INDEX_OUT_OF_BOUNDS, DIVIDE_BY_ZERO, NUMERIC_OVERFLOW -> Verdict.OUT_OF_RANGE;
        case ITERATION_BUDGET_EXCEEDED -> Verdict.TOO_COSTLY;
        case DUPLICATE_ATTRIBUTE, INTERNAL_ERROR -> Verdict.OTHER_FAULT;
      };
    }
  }

  @Override
  public List<Instant> moments(Map<String, ?> document) {
    var own = own(document);
    return isTooHeavy(own)
        ? List.of()
        : comparisons.stream().flatMap(it -> it.moment(own).stream()).toList();
  }

  private boolean isTooHeavy(Map<String, Object> own) {
    return loops && Weight.of(own) > Weight.MOST_IN_LOOPS;
  }

  /** Drops what other conditions read: it may be a value in place of a map that this one reads. */
  private Map<String, Object> own(Map<String, ?> document) {
    return UserField.pick(document, fields);
  }
}
