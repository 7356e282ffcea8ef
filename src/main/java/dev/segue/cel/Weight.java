package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExprVisitor;
import java.util.Collection;
import java.util.Map;

/**
 * How much of a document one step of a loop may have to search. The library limits steps, but
 * counts a search in a list or a text as a single one.
 */
final class Weight {
  /** Without it, Firestore's largest document could keep a condition busy for minutes. */
  static final long MOST_IN_LOOPS = 2_000;

  private static final int CHARACTERS_PER_VALUE = 16;

  private Weight() {}

  static boolean hasLoops(CelAbstractSyntaxTree ast) {
    var search = new Search();
    search.visit(ast);
    return search.found;
  }

  /** Returns the number of values. A long text counts as several. */
  static long of(Object value) {
    return switch (value) {
      case Map<?, ?> map -> 1 + of(map.values());
      case Collection<?> values -> 1 + values.stream().mapToLong(Weight::of).sum();
      case String text -> 1 + text.length() / CHARACTERS_PER_VALUE;
      case byte[] bytes -> 1 + bytes.length / CHARACTERS_PER_VALUE;
      case null -> 1;
      default -> 1;
    };
  }

  private static final class Search extends CelExprVisitor {
    private boolean found;

    @Override
    protected void visit(CelExpr expr, CelComprehension loop) {
      found = true;
    }
  }
}
