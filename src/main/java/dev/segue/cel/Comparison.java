package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison of the time with something else, solved for the time.
 *
 * @param moment an expression without the time
 * @param after whether the outcome changes just after the moment, rather than at it
 */
record Comparison(CelExpr moment, boolean after) {
  private static final String PLUS = "_+_";
  private static final String MINUS = "_-_";

  /** Whether the outcome changes just after, where the time stands on the left. */
  private static final Map<String, Boolean> AFTER =
      Map.of("_<_", false, "_>=_", false, "_<=_", true, "_>_", true);

  /** Returns the comparison; empty where it is none, or cannot be solved. */
  static Optional<Comparison> of(CelCall call) {
    if (!AFTER.containsKey(call.function())) {
      return Optional.empty();
    }
    boolean after = AFTER.get(call.function());
    var left = call.args().getFirst();
    var right = call.args().getLast();
    if (hasTime(left) == hasTime(right)) {
      return Optional.empty();
    }
    return hasTime(left) ? solve(left, right, after) : solve(right, left, !after);
  }

  /**
   * Takes away from the side with the time what is not the time, and does the same to the other.
   */
  private static Optional<Comparison> solve(CelExpr side, CelExpr other, boolean after) {
    if (isTime(side)) {
      return Optional.of(new Comparison(other, after));
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
              ? solve(left, call(MINUS, other, right), after)
              : solve(right, call(MINUS, other, left), after);
      case MINUS ->
          hasTime(left)
              ? solve(left, call(PLUS, other, right), after)
              : solve(right, call(MINUS, left, other), !after);
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
