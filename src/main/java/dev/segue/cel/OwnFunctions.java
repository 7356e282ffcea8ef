package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.ast.CelMutableExpr.CelMutableCall;
import dev.cel.common.ast.CelMutableExpr.CelMutableList;
import dev.cel.common.ast.CelMutableExprConverter;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Functions in place of the library's: {@code matches} and {@code contains} are metered, and {@code
 * has} is false if a parent is not a map.
 */
final class OwnFunctions {
  /** The variable with the {@link Meter} of an evaluation. */
  static final String METER = "@meter";

  private static final String HAS = "@has";
  private static final String MATCHES = "@matches";
  private static final String CONTAINS = "@contains";
  private static final ImmutableList<Class<?>> SEARCH =
      ImmutableList.of(String.class, String.class, Meter.class);

  private OwnFunctions() {}

  static ImmutableList<CelFunctionBinding> bindings() {
    return ImmutableList.of(
        CelFunctionBinding.from(HAS, Object.class, List.class, OwnFunctions::has),
        CelFunctionBinding.from(
            MATCHES, SEARCH, it -> ((Meter) it[2]).matches((String) it[0], (String) it[1])),
        CelFunctionBinding.from(
            CONTAINS, SEARCH, it -> ((Meter) it[2]).contains((String) it[0], (String) it[1])));
  }

  /**
   * Returns the condition with calls of these functions. It is not checked any more: by the types
   * of its expressions the checker would take some numbers for integers.
   */
  static CelAbstractSyntaxTree calledBy(CelAbstractSyntaxTree ast) {
    var expr = CelMutableExprConverter.fromCelExpr(ast.getExpr());
    replace(expr);
    return CelAbstractSyntaxTree.newParsedAst(
        CelMutableExprConverter.fromMutableExpr(expr), ast.getSource());
  }

  private static boolean has(Object value, List<?> names) {
    var inner = value;
    for (var name : names) {
      if (!(inner instanceof Map<?, ?> map) || !map.containsKey(name)) {
        return false;
      }
      inner = map.get(name);
    }
    return true;
  }

  private static void replace(CelMutableExpr expr) {
    children(expr).forEach(OwnFunctions::replace);
    switch (expr.getKind()) {
      case SELECT -> {
        if (expr.select().testOnly()) {
          replaceHas(expr);
        }
      }
      case CALL -> {
        switch (expr.call().function()) {
          case "matches" -> replaceSearch(expr, MATCHES);
          case "contains" -> replaceSearch(expr, CONTAINS);
          default -> {}
        }
      }
      case CONSTANT, IDENT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> {}
    }
  }

  private static void replaceSearch(CelMutableExpr expr, String function) {
    var arguments = new ArrayList<CelMutableExpr>();
    expr.call().target().ifPresent(arguments::add);
    arguments.addAll(expr.call().args());
    arguments.add(CelMutableExpr.ofIdent(METER));
    replace(expr, function, arguments);
  }

  private static void replaceHas(CelMutableExpr expr) {
    Deque<CelMutableExpr> names = new ArrayDeque<>();
    var from = expr;
    while (from.getKind() == Kind.SELECT) {
      names.addFirst(CelMutableExpr.ofConstant(CelConstant.ofValue(from.select().field())));
      from = from.select().operand();
    }
    replace(
        expr, HAS, List.of(from, CelMutableExpr.ofList(CelMutableList.create(List.copyOf(names)))));
  }

  private static void replace(
      CelMutableExpr expr, String function, List<CelMutableExpr> arguments) {
    expr.setCall(CelMutableCall.create(function, arguments));
  }

  private static Stream<CelMutableExpr> children(CelMutableExpr expr) {
    return switch (expr.getKind()) {
      case SELECT -> Stream.of(expr.select().operand());
      case CALL -> Stream.concat(expr.call().target().stream(), expr.call().args().stream());
      case LIST -> expr.list().elements().stream();
      case MAP ->
          expr.map().entries().stream().flatMap(entry -> Stream.of(entry.key(), entry.value()));
      case COMPREHENSION -> {
        var loop = expr.comprehension();
        yield Stream.of(
            loop.iterRange(),
            loop.accuInit(),
            loop.loopCondition(),
            loop.loopStep(),
            loop.result());
      }
      case CONSTANT, IDENT, STRUCT, NOT_SET -> Stream.of();
    };
  }
}
