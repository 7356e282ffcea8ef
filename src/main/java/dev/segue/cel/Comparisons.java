package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExprConverter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The comparisons with the time in a condition. Each has the time on one of its sides alone, more
 * or less a duration, so that it comes true, or stops to be, at one moment.
 */
final class Comparisons extends CelExprVisitor {
  private static final String ONLY_COMPARED =
      "'now' may only be compared, by < <= > or >=, give or take a duration, with something that"
          + " does not contain it, and not within a loop: else nobody can tell when that comes true";

  private final CelAbstractSyntaxTree ast;
  private final Map<Long, Comparison> found = new HashMap<>();
  private int loops;

  private Comparisons(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * Finds them.
   *
   * @throws dev.segue.segment.BadConditionException where the time is used in any other way
   */
  static Comparisons in(CelAbstractSyntaxTree ast) {
    var comparisons = new Comparisons(ast);
    comparisons.visit(ast);
    return comparisons;
  }

  Collection<Comparison> all() {
    return found.values();
  }

  /**
   * Returns the condition with each of them solved for the time: so it changes at the moments that
   * are told, and nothing is computed with the time, which the library cannot do with all of them
   * (it fails to add to a negative duration that has a fraction).
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

  /** Within a loop there is none. */
  private void solve(CelMutableExpr expr) {
    var comparison = found.get(expr.id());
    if (comparison != null) {
      expr.setCall(CelMutableExprConverter.fromCelExpr(comparison.expression()).call());
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
    var comparison = Comparison.of(call).filter(any -> loops == 0);
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
