package dev.segue.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.Condition;
import dev.segue.segment.Subcollection;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * A condition in the Common Expression Language. {@code user} is the user document, {@code user_id}
 * its id, {@code now} the time; the names of other documents are lists.
 *
 * @see <a href="https://github.com/google/cel-spec/blob/master/doc/langdef.md">the language</a>
 */
public final class CelCondition implements Condition {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final String text;
  private final SortedSet<UserField> fields;
  private final Map<String, SortedSet<UserField>> documents;
  private final Program program;
  private final boolean readsTime;
  private final boolean loops;

  private CelCondition(
      String text,
      SortedSet<UserField> fields,
      Map<String, SortedSet<UserField>> documents,
      Program program,
      boolean readsTime,
      boolean loops) {
    this.text = text;
    this.fields = fields;
    this.documents = documents;
    this.program = program;
    this.readsTime = readsTime;
    this.loops = loops;
  }

  /** Returns whether conditions can read documents by this name. */
  public static boolean acceptsName(String name) {
    try {
      return NAME.matcher(name).matches()
          && !Cel.RESERVED.contains(name)
          && parse("size(%s) > 0".formatted(name), Set.of(name)).documents().containsKey(name);
    } catch (BadConditionException e) {
      return false;
    }
  }

  /** Parses and checks a condition on the user document. */
  public static CelCondition parse(String text) {
    return parse(text, Set.of());
  }

  /**
   * Parses and checks a condition.
   *
   * @param names of lists of other documents
   * @throws BadConditionException if it is not valid CEL, does not name the fields that it reads,
   *     or uses the time in a way that does not allow to compute when the outcome changes
   */
  public static CelCondition parse(String text, Set<String> names) {
    var ast = Cel.compile(text, names);
    Constants.check(ast);
    var documents = FieldsRead.by(ast, names);
    var fields = documents.remove(Cel.USER);
    return new CelCondition(
        text, fields, documents, Cel.program(ast), NowUses.in(ast), Weight.hasLoops(ast));
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
  public Map<String, SortedSet<UserField>> documents() {
    return documents;
  }

  @Override
  public boolean readsTime() {
    return readsTime;
  }

  @Override
  public Evaluation test(User user, Instant time) {
    var now = new Now(time);
    return new Evaluation(verdict(user, now), now.next());
  }

  private Verdict verdict(User user, Now now) {
    if (documents.keySet().stream()
        .anyMatch(name -> user.documents(name).size() > Subcollection.MOST)) {
      return Verdict.TOO_MANY;
    }
    var variables = own(user);
    if (loops && Weight.of(variables) > Weight.MOST_IN_LOOPS) {
      return Verdict.TOO_COSTLY;
    }
    variables.replaceAll((name, document) -> Cel.value(document));
    variables.put(Cel.USER, new Document((Map<?, ?>) variables.get(Cel.USER)));
    variables.put(Cel.USER_ID, user.id());
    variables.put(Cel.NOW, Moving.of(now));
    variables.put(OwnFunctions.METER, new Meter());
    try {
      return program.eval(variables) instanceof Boolean holds
          ? holds ? Verdict.HOLDS : Verdict.DOES_NOT_HOLD
          : Verdict.WRONG_TYPE;
    } catch (CelEvaluationException e) {
      return fault(e);
    }
  }

  /** Drops what other conditions read: it may be a value in place of a map that this one reads. */
  private Map<String, Object> own(User user) {
    var own = new HashMap<String, Object>();
    own.put(Cel.USER, UserField.pick(user.values(), fields));
    documents.forEach(
        (name, read) ->
            own.put(
                name,
                user.documents(name).stream().map(it -> Subcollection.pick(it, read)).toList()));
    return own;
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
