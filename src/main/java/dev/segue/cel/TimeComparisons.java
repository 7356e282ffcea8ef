package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExprConverter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The comparisons with the time in a condition. Each has the time on one side only, plus or minus
 * durations, so that its outcome changes at one moment.
 */
final class TimeComparisons extends CelExprVisitor {
  private static final String ONLY_COMPARED =
      "'now', plus or minus a duration, must be compared by <, <=, > or >= with something that does"
          + " not contain it, outside of loops: the moment when the outcome changes is computed";

  private final CelAbstractSyntaxTree ast;
  private final Map<Long, TimeComparison> found = new HashMap<>();
  private int loops;

  private TimeComparisons(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * Finds the comparisons in a condition.
   *
   * @throws dev.segue.segment.BadConditionException if the time is used in any other way
   */
  static TimeComparisons in(CelAbstractSyntaxTree ast) {
    var comparisons = new TimeComparisons(ast);
    comparisons.visit(ast);
    return comparisons;
  }

  List<TimeComparison> all() {
    return List.copyOf(found.values());
  }

  /**
   * Returns the condition with each comparison solved for the time. So its outcome changes exactly
   * at the moments of the comparisons, and it does not compute with the time: the library cannot
   * add a negative duration with a fraction.
   */
  CelAbstractSyntaxTree solved() {
    if (found.isEmpty()) {
      return ast;
    }
    var solved = CelMutableExprConverter.fromCelExpr(ast.getExpr());
    solve(solved);
    return CelAbstractSyntaxTree.newParsedAst(
        CelMutableExprConverter.fromMutableExpr(solved), ast.getSource());
  }

  /** Does not enter loops, which contain none. */
  private void solve(CelMutableExpr expr) {
    var comparison = found.get(expr.id());
    if (comparison != null) {
      expr.setCall(CelMutableExprConverter.fromCelExpr(comparison.solved()).call());
      return;
    }
    switch (expr.getKind()) {
      case SELECT -> solve(expr.select().operand());
      case CALL -> {
        expr.call().target().ifPresent(this::solve);
        expr.call().args().forEach(this::solve);
      }
      case LIST -> expr.list().elements().forEach(this::solve);
      case MAP ->
          expr.map()
              .entries()
              .forEach(
                  entry -> {
                    solve(entry.key());
                    solve(entry.value());
                  });
      case COMPREHENSION -> solve(expr.comprehension().iterRange());
      case CONSTANT, IDENT, STRUCT, NOT_SET -> {}
    }
  }

  @Override
  protected void visit(CelExpr expr, CelIdent ident) {
    if (ident.name().equals(Cel.NOW)) {
      throw Cel.fault(ast, expr, ONLY_COMPARED);
    }
  }

  @Override
  protected void visit(CelExpr expr, CelCall call) {
    var comparison =
        loops == 0 ? TimeComparison.of(call, ast.getSource()) : Optional.<TimeComparison>empty();
    if (comparison.isPresent()) {
      found.put(expr.id(), comparison.orElseThrow());
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
