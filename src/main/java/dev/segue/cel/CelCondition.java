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
 * A condition in the Common Expression Language: {@code user} is the document, {@code now} the
 * time.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">the language</a>
 */
public final class CelCondition implements Condition {
  private final String text;
  private final SortedSet<UserField> fields;
  private final Program program;
  private final List<Moment> moments;
  private final boolean loops;

  private CelCondition(
      String text,
      SortedSet<UserField> fields,
      Program program,
      List<Moment> moments,
      boolean loops) {
    this.text = text;
    this.fields = fields;
    this.program = program;
    this.moments = moments;
    this.loops = loops;
  }

  /**
   * Returns the condition that {@code text} holds, checked.
   *
   * @throws BadConditionException where it is not in the language, names no field, or uses the time
   *     in a way of which nobody can tell beforehand when it comes true
   */
  public static CelCondition parse(String text) {
    var ast = Cel.compile(text);
    var fields = UserField.outermost(FieldsRead.by(ast));
    var comparisons = Comparisons.in(ast);
    return new CelCondition(
        text,
        fields,
        Cel.program(comparisons.solved()),
        comparisons.all().stream().map(it -> new Moment(it, ast.getSource())).toList(),
        Weight.hasLoops(ast));
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
    return !moments.isEmpty();
  }

  @Override
  public Verdict test(Map<String, ?> document, Instant now) {
    var own = own(document);
    if (isTooHeavy(own)) {
      return Verdict.TOO_COSTLY;
    }
    try {
      var result = program.eval(Cel.variables(own, now));
      return result instanceof Boolean holds
          ? holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD
          : Verdict.WRONG_TYPE;
    } catch (CelEvaluationException e) {
      return Verdicts.of(e);
    }
  }

  @Override
  public List<Instant> moments(Map<String, ?> document) {
    var own = own(document);
    return isTooHeavy(own)
        ? List.of()
        : moments.stream().flatMap(moment -> moment.in(own).stream()).toList();
  }

  private boolean isTooHeavy(Map<String, Object> own) {
    return loops && Weight.of(own) > Weight.MOST_IN_LOOPS;
  }

  /** Other conditions may have had more read, so that a value stands where a map is expected. */
  private Map<String, Object> own(Map<String, ?> document) {
    return UserField.pick(document, fields);
  }
}
