package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.extensions.CelStringExtensions.Function;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import dev.segue.segment.BadConditionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Common Expression Language, set up for conditions. */
final class Cel {
  static final String USER = "user";
  static final String USER_ID = "user_id";
  static final String NOW = "now";

  /** Names that neither documents nor variables may have. */
  static final Set<String> RESERVED = Set.of(USER, USER_ID, NOW);

  /** Limits the loops of one condition together, against malicious documents. */
  private static final int MOST_STEPS = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(4_000)
          .maxParseRecursionDepth(50)
          .comprehensionMaxIterations(MOST_STEPS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final Functions FUNCTIONS = new Functions();

  /** Not its {@code replace}, whose result may be of any length. */
  private static final CelStringExtensions TEXTS =
      CelExtensions.strings(
          Function.LOWER_ASCII, Function.UPPER_ASCII, Function.TRIM, Function.SPLIT);

  private static final CelType DOCUMENT = MapType.create(SimpleType.STRING, SimpleType.DYN);

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .setStandardEnvironmentEnabled(false)
          .setStandardDeclarations(Functions.DECLARATIONS)
          .addLibraries(FUNCTIONS, TEXTS, CelExtensions.comprehensions())
          .addVar(USER, DOCUMENT)
          .addVar(USER_ID, SimpleType.STRING)
          .addVar(NOW, SimpleType.TIMESTAMP)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder()
          .setOptions(OPTIONS)
          .setStandardFunctions(Functions.BINDINGS)
          .addLibraries(FUNCTIONS, TEXTS, CelExtensions.comprehensions())
          .addFunctionBindings(OwnFunctions.bindings())
          .build();

  private Cel() {}

  /**
   * Parses and type-checks a condition.
   *
   * @param documents names of lists of documents
   * @throws BadConditionException if it is not valid, or not of a type that can be boolean
   */
  static CelAbstractSyntaxTree compile(String text, Set<String> documents) {
    var result = compiler(documents).compile(text);
    if (result.hasError()) {
      throw fault(text, result);
    }
    try {
      Mistake.checkDates(text);
      var ast = result.getAst();
      var type = ast.getResultType();
      var computes = ast.getExpr().callOrDefault().function().matches("_[-+*/%]_");
      if (computes || !(type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN))) {
        throw new BadConditionException(
            0,
            "a condition must be true or false, and this is %s: compare it, as in user.x == \"a\""
                .formatted(computes ? "computed" : Advice.type(type.name())));
      }
      return ast;
    } catch (CelValidationException e) {
      throw new IllegalStateException("no errors, but no result", e);
    }
  }

  private static CelCompiler compiler(Set<String> documents) {
    if (documents.isEmpty()) {
      return COMPILER;
    }
    var builder = COMPILER.toCompilerBuilder();
    documents.forEach(name -> builder.addVar(name, ListType.create(DOCUMENT)));
    return builder.build();
  }

  static Program program(CelAbstractSyntaxTree ast) {
    try {
      return RUNTIME.createProgram(OwnFunctions.calledBy(ast));
    } catch (CelEvaluationException e) {
      throw new BadConditionException(0, e.getMessage());
    }
  }

  /** Returns a value of a user document in the library's types: it has its own for two. */
  static Object value(Object value) {
    return switch (value) {
      case null -> NullValue.NULL_VALUE;
      case byte[] bytes -> CelByteString.of(bytes);
      case List<?> list -> list.stream().map(Cel::value).toList();
      case Map<?, ?> map -> {
        var values = new HashMap<Object, Object>();
        map.forEach((key, inner) -> values.put(key, value(inner)));
        yield values;
      }
      default -> value;
    };
  }

  /** Returns an exception that names the part's place and the fault. */
  static BadConditionException fault(CelAbstractSyntaxTree ast, CelExpr part, String message) {
    var positions = ast.getSource().getPositionsMap();
    return new BadConditionException(positions.getOrDefault(part.id(), 0), message);
  }

  private static BadConditionException fault(String text, CelValidationResult result) {
    var issue = result.getErrors().getFirst();
    var offset = result.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
    return Advice.on(text, offset, issue.getMessage());
  }
}
