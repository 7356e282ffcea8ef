package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExprVisitor;

/**
 * The uses of the time in a condition. It is on one side of a comparison only, plus or minus
 * durations, so that each comparison changes at one moment.
 */
final class NowUses extends CelExprVisitor {
  private static final String ONLY_COMPARED =
      "'now', plus or minus a duration, must be compared by <, <=, > or >= with something that does"
          + " not contain it: the moment when the outcome changes is computed";

  private final CelAbstractSyntaxTree ast;
  private boolean found;

  private NowUses(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * Returns whether a condition reads the time.
   *
   * @throws dev.segue.segment.BadConditionException if it uses the time in any other way
   */
  static boolean in(CelAbstractSyntaxTree ast) {
    var uses = new NowUses(ast);
    uses.visit(ast);
    return uses.found;
  }

  @Override
  protected void visit(CelExpr expr, CelIdent ident) {
    if (isNow(expr)) {
      throw Cel.fault(ast, expr, ONLY_COMPARED);
    }
  }

  @Override
  protected void visit(CelExpr expr, CelCall call) {
    if (Comparisons.isOrder(call.function()) && isOnOneSide(call)) {
      call.args().forEach(this::visitSide);
    } else {
      super.visit(expr, call);
    }
  }

  private void visitSide(CelExpr side) {
    if (isNow(side)) {
      found = true;
    } else if (side.exprKind().getKind() == CelExpr.ExprKind.Kind.CALL
        && Arithmetic.isSum(side.call().function())
        && isOnOneSide(side.call())) {
      side.call().args().forEach(this::visitSide);
    } else {
      visit(side);
    }
  }

  private static boolean isOnOneSide(CelCall call) {
    return hasNow(call.args().getFirst()) != hasNow(call.args().getLast());
  }

  private static boolean hasNow(CelExpr expr) {
    var search = new Search();
    search.visit(expr);
    return search.found;
  }

  private static boolean isNow(CelExpr expr) {
    return expr.exprKind().getKind() == CelExpr.ExprKind.Kind.IDENT
        && expr.ident().name().equals(Cel.NOW);
  }

  private static final class Search extends CelExprVisitor {
    private boolean found;

    @Override
    protected void visit(CelExpr expr, CelIdent ident) {
      found |= isNow(expr);
    }
  }
}
