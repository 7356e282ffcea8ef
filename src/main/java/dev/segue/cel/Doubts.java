package dev.segue.cel;

import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import dev.segue.segment.Condition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what is valid in a condition, and hardly meant. */
public final class Doubts extends CelExprVisitor {
  private static final Set<String> SIZES = Set.of("size", "length");

  private final Set<String> doubts = new TreeSet<>();
  private final Set<String> negated = new TreeSet<>();
  private final Set<String> tested = new HashSet<>();
  private final Set<String> times = new TreeSet<>();
  private final Set<String> lists = new HashSet<>();
  private final Set<String> texts = new TreeSet<>();

  private Doubts() {}

  /** Returns sentences that name the remedy. */
  public static List<String> in(Condition condition) {
    var found = of(condition);
    found.negated.removeAll(found.tested);
    found.negated.forEach(
        field ->
            found.doubts.add(
                "!%s does not hold for users without the field; add !has(%s) || if it should"
                    .formatted(field, field)));
    found.texts.retainAll(found.lists);
    found.texts.forEach(
        field ->
            found.doubts.add(
                "contains() searches a string, and %s is used as a list; write \"…\" in %s"
                    .formatted(field, field)));
    return List.copyOf(found.doubts);
  }

  /** Returns the fields that are compared with the time, so that they must be timestamps. */
  public static Set<String> times(Condition condition) {
    return of(condition).times;
  }

  private static Doubts of(Condition condition) {
    var doubts = new Doubts();
    doubts.visit(Cel.compile(condition.text(), condition.documents().keySet()));
    return doubts;
  }

  @Override
  protected void visit(CelExpr expr, CelSelect select) {
    path(select.operand())
        .ifPresent(
            owner -> {
              if (select.testOnly()) {
                tested.add(owner + "." + name(select));
              } else if (SIZES.contains(select.field()) && owner.contains(".")) {
                doubts.add(
                    "%s.%s is a field of a map; write size(%s) for the number of elements"
                        .formatted(owner, select.field(), owner));
              }
            });
    super.visit(expr, select);
  }

  @Override
  protected void visit(CelExpr expr, CelCall call) {
    switch (call.function()) {
      case "!_" -> path(call.args().getFirst()).ifPresent(negated::add);
      case "@in" -> path(call.args().getLast()).ifPresent(lists::add);
      case "contains" -> call.target().flatMap(Doubts::path).ifPresent(texts::add);
      case "_&&_" -> contradict(expr, "_==_", "can never both be true; write || or in [%s, %s]");
      case "_||_" -> contradict(expr, "_!=_", "are true together for every value; write &&");
      case "_<_", "_<=_", "_>_", "_>=_" -> {
        if (terms(expr).anyMatch(Doubts::isNow)) {
          terms(expr)
              .filter(term -> !isNow(term))
              .forEach(term -> path(term).ifPresent(times::add));
        }
      }
      default -> {}
    }
    super.visit(expr, call);
  }

  @Override
  protected void visit(CelExpr expr, CelExpr.CelComprehension loop) {
    path(loop.iterRange()).ifPresent(lists::add);
    super.visit(expr, loop);
  }

  /** Looks for two comparisons of one field with different constants. */
  private void contradict(CelExpr expr, String comparison, String doubt) {
    Map<String, String> values = new HashMap<>();
    operands(expr, expr.call().function())
        .filter(it -> isCall(it, comparison))
        .forEach(
            it -> {
              var field = path(it.call().args().getFirst());
              var value = constant(it.call().args().getLast());
              if (field.isPresent() && value.isPresent()) {
                var other = values.putIfAbsent(field.get(), value.get());
                if (other != null && !other.equals(value.get())) {
                  var operator = comparison.replace("_", "");
                  doubts.add(
                      "%s %s %s and %s %s %s "
                              .formatted(
                                  field.get(), operator, other, field.get(), operator, value.get())
                          + doubt.formatted(other, value.get()));
                }
              }
            });
  }

  private static Stream<CelExpr> operands(CelExpr expr, String operator) {
    return isCall(expr, operator)
        ? expr.call().args().stream().flatMap(it -> operands(it, operator))
        : Stream.of(expr);
  }

  /** Returns what a comparison compares, without sums. */
  private static Stream<CelExpr> terms(CelExpr comparison) {
    return comparison.call().args().stream().flatMap(Doubts::summands);
  }

  private static Stream<CelExpr> summands(CelExpr expr) {
    return isCall(expr, "_+_") || isCall(expr, "_-_")
        ? expr.call().args().stream().flatMap(Doubts::summands)
        : Stream.of(expr);
  }

  private static boolean isCall(CelExpr expr, String function) {
    return expr.exprKind().getKind() == Kind.CALL && expr.call().function().equals(function);
  }

  private static boolean isNow(CelExpr expr) {
    return expr.exprKind().getKind() == Kind.IDENT && expr.ident().name().equals(Cel.NOW);
  }

  /** Returns names joined by dots, as they are written. */
  private static Optional<String> path(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> Optional.of(expr.ident().name()).filter(name -> !name.startsWith("@"));
      case SELECT ->
          path(expr.select().operand())
              .filter(path -> !expr.select().testOnly())
              .map(path -> path + "." + name(expr.select()));
      default -> Optional.empty();
    };
  }

  private static String name(CelSelect select) {
    var field = select.field();
    return field.contains(".") ? "`" + field + "`" : field;
  }

  private static Optional<String> constant(CelExpr expr) {
    if (expr.exprKind().getKind() != Kind.CONSTANT) {
      return Optional.empty();
    }
    var constant = expr.constant();
    return switch (constant.getKind()) {
      case STRING_VALUE -> Optional.of("\"%s\"".formatted(constant.stringValue()));
      case INT64_VALUE -> Optional.of(Long.toString(constant.int64Value()));
      case BOOLEAN_VALUE -> Optional.of(Boolean.toString(constant.booleanValue()));
      default -> Optional.empty();
    };
  }
}
