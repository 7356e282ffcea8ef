package dev.segue.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.Condition;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * A condition in the Common Expression Language. {@code user} is the document, {@code user_id} its
 * id, {@code now} the time.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">the language</a>
 */
public final class CelCondition implements Condition {
  private final String text;
  private final SortedSet<UserField> fields;
  private final Program program;
  private final boolean readsTime;
  private final boolean loops;

  private CelCondition(
      String text, SortedSet<UserField> fields, Program program, boolean readsTime, boolean loops) {
    this.text = text;
    this.fields = fields;
    this.program = program;
    this.readsTime = readsTime;
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
    return new CelCondition(
        text,
        UserField.outermost(FieldsRead.by(ast).getOrDefault(Cel.USER, Set.of())),
        Cel.program(ast),
        NowUses.in(ast),
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
    return readsTime;
  }

  @Override
  public Evaluation test(User user, Instant time) {
    var now = new Now(time);
    // Drops what other conditions read: it may be a value in place of a map that this one reads.
    var own = UserField.pick(user.values(), fields);
    var verdict =
        loops && Weight.of(own) > Weight.MOST_IN_LOOPS
            ? Verdict.TOO_COSTLY
            : verdict(
                Map.of(
                    Cel.USER, Cel.value(own),
                    Cel.USER_ID, user.id(),
                    Cel.NOW, Moving.of(now),
                    OwnFunctions.METER, new Meter()));
    return new Evaluation(verdict, now.next());
  }

  private Verdict verdict(Map<String, ?> variables) {
    try {
      return program.eval(variables) instanceof Boolean holds
          ? holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD
          : Verdict.WRONG_TYPE;
    } catch (CelEvaluationException e) {
      return fault(e);
    }
  }

  private static Verdict fault(CelEvaluationException e) {
    if (e.getCause() instanceof Numbers.NotANumberException) {
      return Verdict.NOT_A_NUMBER;
    }
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
