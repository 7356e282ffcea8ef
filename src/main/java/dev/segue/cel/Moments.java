package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExprVisitor;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the comparisons with the time in a condition. Each has the time on one of its sides alone,
 * more or less a duration, so that it comes true, or stops to be, at one moment.
 */
final class Moments extends CelExprVisitor {
  private static final String ONLY_COMPARED =
      "'now' may only be compared, by < <= > or >=, give or take a duration, with something that"
          + " does not contain it, and not within a loop: else nobody can tell when that comes true";

  private final CelAbstractSyntaxTree ast;
  private final List<Moment> found = new ArrayList<>();
  private int loops;

  private Moments(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * Returns one moment for each comparison with the time.
   *
   * @throws dev.segue.segment.BadConditionException where the time is used in any other way
   */
  static List<Moment> of(CelAbstractSyntaxTree ast) {
    var moments = new Moments(ast);
    moments.visit(ast);
    return moments.found;
  }

  @Override
  protected void visit(CelExpr expr, CelIdent ident) {
    if (ident.name().equals(Cel.NOW)) {
      throw Cel.fault(ast, expr, ONLY_COMPARED);
    }
  }

  @Override
  protected void visit(CelExpr expr, CelCall call) {
    var comparison = Comparison.of(call).filter(any -> loops == 0);
    if (comparison.isPresent()) {
      found.add(new Moment(comparison.orElseThrow(), ast));
    } else {
      super.visit(expr, call);
    }
  }

  @Override
  protected void visit(CelExpr expr, CelComprehension loop) {
    visit(loop.iterRange());
    loops++;
    visit(loop.accuInit());
    visit(loop.loopCondition());
    visit(loop.loopStep());
    visit(loop.result());
    loops--;
  }
}
