package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.CelIdent;
import dev.cel.common.ast.CelExpr.CelSelect;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.UserField;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the fields of the user document that a condition reads. No other fields are loaded, so a
 * condition must name them.
 */
final class FieldsRead extends CelExprVisitor {
  private static final String INDEX = "_[_]";

  /** The variables that are documents. */
  private static final Set<String> DOCUMENTS = Set.of(Cel.USER);

  /** The names that a loop must not give to other values. */
  private static final Set<String> RESERVED = Set.of(Cel.USER, Cel.USER_ID, Cel.NOW);

  private final CelAbstractSyntaxTree ast;
  private final Map<String, Set<UserField>> fields = new HashMap<>();

  private FieldsRead(CelAbstractSyntaxTree ast) {
    this.ast = ast;
  }

  /**
   * Returns the fields of each document, including those within others.
   *
   * @throws BadConditionException if a document as a whole is read, or the name of a field is
   *     computed
   */
  static Map<String, Set<UserField>> by(CelAbstractSyntaxTree ast) {
    var read = new FieldsRead(ast);
    read.visit(ast);
    return read.fields;
  }

  @Override
  protected void visit(CelExpr expr, CelIdent ident) {
    if (DOCUMENTS.contains(ident.name())) {
      throw fault(
          expr,
          "a condition must name the fields that it reads, not read '%s' as a whole"
              .formatted(ident.name()));
    }
  }

  @Override
  protected void visit(CelExpr expr, CelSelect select) {
    if (!isField(expr)) {
      super.visit(expr, select);
    }
  }

  @Override
  protected void visit(CelExpr expr, CelCall call) {
    if (isField(expr)) {
      return;
    }
    if (call.function().equals(INDEX)
        && names(call.args().getFirst()).filter(FieldsRead::isDocument).isPresent()
        && call.args().getLast().exprKind().getKind() != Kind.CONSTANT) {
      throw fault(
          call.args().getLast(),
          "a condition must name the fields that it reads, not compute a key");
    }
    super.visit(expr, call);
  }

  @Override
  protected void visit(CelExpr expr, CelComprehension loop) {
    for (var variable : List.of(loop.iterVar(), loop.iterVar2())) {
      if (RESERVED.contains(variable)) {
        throw fault(expr, "'%s' cannot be the name of a variable".formatted(variable));
      }
    }
    super.visit(expr, loop);
  }

  private boolean isField(CelExpr expr) {
    var path = names(expr).filter(names -> !isDocument(names));
    path.ifPresent(
        names ->
            fields
                .computeIfAbsent(names.getFirst(), document -> new HashSet<>())
                .add(field(expr, names.subList(1, names.size()))));
    return path.isPresent();
  }

  private static boolean isDocument(List<String> names) {
    return names.size() == 1;
  }

  /** Returns a document's name and the path from there to {@code expr}; empty if it is no field. */
  private static Optional<List<String>> names(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> Optional.of(expr.ident().name()).filter(DOCUMENTS::contains).map(List::of);
      case SELECT -> names(expr.select().operand()).map(path -> with(path, expr.select().field()));
      case CALL ->
          expr.call().function().equals(INDEX)
              ? key(expr.call().args().getLast())
                  .flatMap(key -> names(expr.call().args().getFirst()).map(path -> with(path, key)))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> key(CelExpr expr) {
    return expr.exprKind().getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private UserField field(CelExpr expr, List<String> names) {
    try {
      return new UserField(names);
    } catch (IllegalArgumentException e) {
      throw fault(expr, e.getMessage());
    }
  }

  private BadConditionException fault(CelExpr expr, String message) {
    return Cel.fault(ast, expr, message);
  }

  private static List<String> with(List<String> names, String last) {
    return ImmutableList.<String>builder().addAll(names).add(last).build();
  }
}
