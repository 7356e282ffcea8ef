package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import java.util.Optional;

/**
 * A comparison of the time with something else, solved for the time.
 *
 * @param operator with the time on its left
 * @param moment an expression without the time, on its right
 */
record Comparison(String operator, CelExpr moment) {
  private static final String PLUS = "_+_";
  private static final String MINUS = "_-_";

  /** Comparisons, each with the one that says the same with its sides swapped. */
  private static final ImmutableMap<String, String> MIRRORED =
      ImmutableMap.of("_<_", "_>_", "_<=_", "_>=_", "_>_", "_<_", "_>=_", "_<=_");

  /** Returns the comparison; empty where it is none, or cannot be solved. */
  static Optional<Comparison> of(CelCall call) {
    if (!MIRRORED.containsKey(call.function())) {
      return Optional.empty();
    }
    var left = call.args().getFirst();
    var right = call.args().getLast();
    if (hasTime(left) == hasTime(right)) {
      return Optional.empty();
    }
    return hasTime(left)
        ? solve(left, call.function(), right)
        : solve(right, MIRRORED.get(call.function()), left);
  }

  /** Returns whether the outcome changes just after the moment, rather than at it. */
  boolean changesAfterMoment() {
    return operator.equals("_<=_") || operator.equals("_>_");
  }

  /** Returns the comparison as an expression. */
  CelExpr expression() {
    return call(operator, CelExpr.ofIdent(0, Cel.NOW), moment);
  }

  /**
   * Takes away from the side with the time what is not the time, and does the same to the other.
   */
  private static Optional<Comparison> solve(CelExpr side, String operator, CelExpr other) {
    if (isTime(side)) {
      return Optional.of(new Comparison(operator, other));
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
              ? solve(left, operator, call(MINUS, other, right))
              : solve(right, operator, call(MINUS, other, left));
      case MINUS ->
          hasTime(left)
              ? solve(left, operator, call(PLUS, other, right))
              : solve(right, MIRRORED.get(operator), call(MINUS, left, other));
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
