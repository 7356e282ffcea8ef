package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import dev.cel.runtime.CelEvaluationException;
import dev.segue.segment.Excerpt;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses constants with which a condition can be evaluated for no document. */
final class Constants extends CelExprVisitor {
  private static final int LARGEST_PATTERN = 1_000;

  /** They are not metered, and fast if this string is short. */
  private static final Set<String> SEARCHES = Set.of("replace", "split");

  private final CelAbstractSyntaxTree ast;

  private Constants(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * Tries durations, times, patterns, time zones and whatever is computed from constants alone.
   *
   * @throws dev.segue.segment.BadConditionException naming the constant and the remedy
   */
  static void check(CelAbstractSyntaxTree ast) {
    new Constants(ast).visit(ast);
  }

  @Override
  protected void visit(CelExpr expr, CelCall call) {
    super.visit(expr, call);
    if (SEARCHES.contains(call.function()) && text(call.args().getFirst()).isEmpty()) {
      throw Cel.fault(
          ast,
          call.args().getFirst(),
          "what is searched for must be written as a string in quotes");
    }
    if (call.function().equals("matches")) {
      checkPattern(call.args().getLast());
    } else if (isConstant(expr)) {
      if (!canBeEvaluated(expr)) {
        var at = call.args().isEmpty() ? expr : call.args().getFirst();
        throw Cel.fault(ast, at, Remedies.ofConstant(call.function(), text(at)));
      }
    } else if (call.function().startsWith("get") && call.args().size() == 1) {
      checkTimeZone(call.function(), call.args().getFirst());
    }
  }

  private void checkPattern(CelExpr expr) {
    var pattern =
        text(expr)
            .orElseThrow(
                () -> Cel.fault(ast, expr, "a pattern must be written as a text in quotes"));
    try {
      int size = Pattern.compile(pattern).programSize();
      if (size > LARGEST_PATTERN) {
        throw Cel.fault(
            ast,
            expr,
            String.format(
                Locale.ROOT,
                "the pattern compiles to %,d instructions, more than %,d",
                size,
                LARGEST_PATTERN));
      }
    } catch (PatternSyntaxException e) {
      throw Cel.fault(
          ast,
          expr,
          "'%s' is not a pattern of RE2: %s"
              .formatted(
                  Excerpt.of(pattern), e.getMessage().replace("error parsing regexp: ", "")));
    }
  }

  private void checkTimeZone(String function, CelExpr zone) {
    var epoch =
        CelExpr.ofCall(
            0,
            Optional.empty(),
            "timestamp",
            ImmutableList.of(CelExpr.ofConstant(0, CelConstant.ofValue(0L))));
    if (isConstant(zone)
        && !canBeEvaluated(
            CelExpr.ofCall(0, Optional.of(epoch), function, ImmutableList.of(zone)))) {
      throw Cel.fault(
          ast,
          zone,
          "'%s' is not a time zone: write a name or an offset, such as \"Europe/Vienna\" or \"+02:00\""
              .formatted(Excerpt.of(text(zone).orElse(""))));
    }
  }

  private boolean canBeEvaluated(CelExpr expr) {
    try {
      Cel.program(CelAbstractSyntaxTree.newParsedAst(expr, ast.getSource()))
          .eval(Map.of(OwnFunctions.METER, new Meter()));
      return true;
    } catch (CelEvaluationException e) {
      return false;
    }
  }

  private static boolean isConstant(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case CONSTANT -> true;
      case CALL ->
          Stream.concat(expr.call().target().stream(), expr.call().args().stream())
              .allMatch(Constants::isConstant);
      case LIST -> expr.list().elements().stream().allMatch(Constants::isConstant);
      case IDENT, SELECT, MAP, STRUCT, COMPREHENSION, NOT_SET -> false;
    };
  }

  private static Optional<String> text(CelExpr expr) {
    return Optional.of(expr)
        .filter(it -> it.exprKind().getKind() == Kind.CONSTANT)
        .map(CelExpr::constant)
        .filter(it -> it.getKind() == CelConstant.Kind.STRING_VALUE)
        .map(CelConstant::stringValue);
  }
}
