package dev.segue.cel;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.Subcollection;
import dev.segue.segment.UserField;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * Finds the fields of documents that a condition reads. No other fields are loaded, so a condition
 * must name them.
 */
final class FieldsRead {
  private static final String INDEX = "_[_]";
  private static final String SIZE = "size";
  private static final String CONDITIONAL = "_?_:_";

  private final CelAbstractSyntaxTree ast;
  private final Map<String, Set<UserField>> fields = new HashMap<>();

  /** What the variables are that hold documents. */
  private final Map<String, Part> variables = new HashMap<>();

  private FieldsRead(CelAbstractSyntaxTree ast, Set<String> lists) {
    this.ast = ast;
    variables.put(Cel.USER, new Document(Cel.USER, List.of()));
    lists.forEach(name -> variables.put(name, new Documents(name)));
  }

  /**
   * Returns the fields of {@link Cel#USER}, and of each list of documents that is read, none of
   * them part of another.
   *
   * @param lists the names of lists of documents
   * @throws BadConditionException if a document as a whole is read, or a key is computed
   */
  static Map<String, SortedSet<UserField>> by(CelAbstractSyntaxTree ast, Set<String> lists) {
    var read = new FieldsRead(ast, lists);
    read.fields.put(Cel.USER, new HashSet<>());
    read.use(ast.getExpr());
    var outermost = new HashMap<String, SortedSet<UserField>>();
    read.fields.forEach((name, all) -> outermost.put(name, UserField.outermost(all)));
    return outermost;
  }

  /** What an expression is. */
  private sealed interface Part {}

  /** A document; a field of one if there are names. */
  private record Document(String name, List<String> names) implements Part {
    Document with(String field) {
      return new Document(name, ImmutableList.<String>builder().addAll(names).add(field).build());
    }

    /** Returns whether it is the id, which is no field of a document in Firestore. */
    boolean isId() {
      return !name.equals(Cel.USER) && names.getFirst().equals(Subcollection.DOCUMENT_ID);
    }
  }

  /** All documents of this name, or some. */
  private record Documents(String name) implements Part {}

  /** Anything else, which was computed from fields that are already found. */
  private record Computed() implements Part {}

  /** Adds what {@code expr} reads, which as a whole becomes part of something else. */
  private void use(CelExpr expr) {
    use(expr, part(expr));
  }

  private void use(CelExpr expr, Part part) {
    switch (part) {
      case Document document -> add(expr, document);
      case Documents documents -> throw whole(expr, documents.name());
      case Computed computed -> {}
    }
  }

  private Part part(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> variable(expr.ident().name());
      case SELECT -> field(expr.select().operand(), expr.select().field());
      case CALL -> call(expr.call());
      case COMPREHENSION -> loop(expr, expr.comprehension());
      case LIST -> computed(expr.list().elements());
      case MAP -> {
        expr.map().entries().forEach(entry -> computed(List.of(entry.key(), entry.value())));
        yield new Computed();
      }
      case CONSTANT, STRUCT, NOT_SET -> new Computed();
    };
  }

  private Part variable(String name) {
    var part = variables.getOrDefault(name, new Computed());
    if (part instanceof Documents) {
      fields.computeIfAbsent(name, none -> new HashSet<>());
    }
    return part;
  }

  private Part computed(List<CelExpr> from) {
    from.forEach(this::use);
    return new Computed();
  }

  private Part field(CelExpr operand, String name) {
    var part = part(operand);
    if (part instanceof Document document) {
      return document.with(name);
    }
    use(operand, part);
    return new Computed();
  }

  private Part call(CelCall call) {
    var operands = Stream.concat(call.target().stream(), call.args().stream()).toList();
    if (call.function().equals(INDEX)) {
      return element(operands.getFirst(), operands.getLast());
    }
    if (call.function().equals(SIZE)) {
      return count(operands.getFirst());
    }
    return computed(operands);
  }

  private Part count(CelExpr operand) {
    var part = part(operand);
    if (!(part instanceof Documents)) {
      use(operand, part);
    }
    return new Computed();
  }

  private Part element(CelExpr operand, CelExpr key) {
    var part = part(operand);
    if (part instanceof Documents documents) {
      use(key);
      return new Document(documents.name(), List.of());
    }
    boolean isConstant = key.exprKind().getKind() == Kind.CONSTANT;
    if (part instanceof Document document) {
      if (isConstant && key.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
        return document.with(key.constant().stringValue());
      }
      if (!isConstant && document.names().isEmpty()) {
        throw fault(key, "a condition must name the fields that it reads, not compute a key");
      }
    }
    use(operand, part);
    return computed(List.of(key));
  }

  private Part loop(CelExpr expr, CelComprehension loop) {
    for (var variable : List.of(loop.iterVar(), loop.iterVar2())) {
      if (Cel.RESERVED.contains(variable) || variables.get(variable) instanceof Documents) {
        throw fault(expr, "'%s' cannot be the name of a variable".formatted(variable));
      }
    }
    var range = part(loop.iterRange());
    var outer = Map.copyOf(variables);
    variables.remove(loop.iterVar());
    variables.remove(loop.iterVar2());
    boolean keepsDocuments = range instanceof Documents && isFilter(loop);
    if (range instanceof Documents documents) {
      var variable = loop.iterVar2().isEmpty() ? loop.iterVar() : loop.iterVar2();
      variables.put(variable, new Document(documents.name(), List.of()));
    } else {
      use(loop.iterRange(), range);
    }
    computed(
        keepsDocuments
            ? List.of(loop.loopStep().call().args().getFirst())
            : List.of(loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result()));
    variables.clear();
    variables.putAll(outer);
    return keepsDocuments ? range : new Computed();
  }

  /** Returns whether the loop's step is {@code condition ? result + [variable] : result}. */
  private static boolean isFilter(CelComprehension loop) {
    var step = loop.loopStep().callOrDefault();
    return step.function().equals(CONDITIONAL)
        && step.args().get(1).callOrDefault().args().stream()
            .skip(1)
            .flatMap(added -> added.listOrDefault().elements().stream())
            .anyMatch(it -> it.identOrDefault().name().equals(loop.iterVar()));
  }

  private void add(CelExpr expr, Document field) {
    if (field.names().isEmpty()) {
      throw whole(expr, field.name());
    }
    if (!field.isId()) {
      try {
        fields.get(field.name()).add(new UserField(field.names()));
      } catch (IllegalArgumentException e) {
        throw fault(expr, e.getMessage());
      }
    }
  }

  private BadConditionException whole(CelExpr expr, String name) {
    return fault(
        expr,
        "a condition must name the fields that it reads, not read '%s' as a whole".formatted(name));
  }

  private BadConditionException fault(CelExpr expr, String message) {
    return Cel.fault(ast, expr, message);
  }
}
