package dev.segue.cel;

import static java.time.temporal.ChronoUnit.MICROS;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A comparison of the time with something else, solved for the time. */
final class TimeComparison {
  /** The last time that Firestore can store. */
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private static final String PLUS = "_+_";
  private static final String MINUS = "_-_";

  /** The operators, each with its equivalent for swapped sides. */
  private static final ImmutableMap<String, String> MIRRORED =
      ImmutableMap.of("_<_", "_>_", "_<=_", "_>=_", "_>_", "_<_", "_>=_", "_<=_");

  private final CelExpr solved;
  private final Program moment;
  private final boolean changesAfterMoment;

  private TimeComparison(String operator, CelExpr other, CelSource source) {
    solved = call(operator, CelExpr.ofIdent(0, Cel.NOW), other);
    moment = Cel.program(CelAbstractSyntaxTree.newParsedAst(other, source));
    changesAfterMoment = operator.equals("_<=_") || operator.equals("_>_");
  }

  /** Returns the comparison; empty if it is not one with the time, or cannot be solved. */
  static Optional<TimeComparison> of(CelCall call, CelSource source) {
    if (!MIRRORED.containsKey(call.function())) {
      return Optional.empty();
    }
    var left = call.args().getFirst();
    var right = call.args().getLast();
    if (hasTime(left) == hasTime(right)) {
      return Optional.empty();
    }
    return hasTime(left)
        ? solve(left, call.function(), right, source)
        : solve(right, MIRRORED.get(call.function()), left, source);
  }

  /** Returns the comparison as an expression with the time on its left. */
  CelExpr solved() {
    return solved;
  }

  /**
   * Returns the first microsecond with the new outcome; empty if the document lacks what is
   * compared, or the time is after the last one that Firestore can store.
   */
  Optional<Instant> moment(Map<String, ?> document) {
    try {
      return moment.eval(Map.of(Cel.USER, Cel.value(document), OwnFunctions.METER, new Meter()))
              instanceof Instant time
          ? Optional.of(firstMicrosecond(time)).filter(first -> !first.isAfter(LAST))
          : Optional.empty();
    } catch (CelEvaluationException e) {
      return Optional.empty();
    }
  }

  private Instant firstMicrosecond(Instant time) {
    var cut = time.truncatedTo(MICROS);
    return changesAfterMoment || cut.isBefore(time) ? cut.plus(1, MICROS) : cut;
  }

  /** Moves everything but the time to the other side. */
  private static Optional<TimeComparison> solve(
      CelExpr side, String operator, CelExpr other, CelSource source) {
    if (isTime(side)) {
      return Optional.of(new TimeComparison(operator, other, source));
    }
    if (side.exprKind().getKind() != Kind.CALL || side.call().args().size() != 2) {
      return Optional.empty();
    }
    var left = side.call().args().getFirst();
    var right = side.call().args().getLast();
    if (hasTime(left) == hasTime(right)) {
      return Optional.empty();
    }
    return switch (side.call().function()) {
      case PLUS ->
          hasTime(left)
              ? solve(left, operator, call(MINUS, other, right), source)
              : solve(right, operator, call(MINUS, other, left), source);
      case MINUS ->
          hasTime(left)
              ? solve(left, operator, call(PLUS, other, right), source)
              : solve(right, MIRRORED.get(operator), call(MINUS, left, other), source);
      default -> Optional.empty();
    };
  }

  private static CelExpr call(String operator, CelExpr left, CelExpr right) {
    return CelExpr.ofCall(0, Optional.empty(), operator, ImmutableList.of(left, right));
  }

  private static boolean isTime(CelExpr expr) {
    return expr.exprKind().getKind() == Kind.IDENT && expr.ident().name().equals(Cel.NOW);
  }

  private static boolean hasTime(CelExpr expr) {
    var search = new Search();
    search.visit(expr);
    return search.found;
  }

  private static final class Search extends CelExprVisitor {
    private boolean found;

    @Override
    protected void visit(CelExpr expr, CelIdent ident) {
      found |= isTime(expr);
    }
  }
}
