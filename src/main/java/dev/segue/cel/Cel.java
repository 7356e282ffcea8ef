package dev.segue.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import dev.segue.segment.BadConditionException;
import java.time.Instant;
import java.util.Map;

/** The language as conditions use it. */
final class Cel {
  static final String USER = "user";
  static final String NOW = "now";

  /** What the library says of a place in a namespace; conditions have none. */
  private static final String CONTAINER = " (in container '')";

  /** Of all loops of one condition together: a document that asks for more is an attack. */
  private static final int MOST_STEPS = 10_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(4_000)
          .maxParseRecursionDepth(50)
          .comprehensionMaxIterations(MOST_STEPS)
          .maxRegexProgramSize(1_000)
          // Firestore has integers and floating point numbers, and languages that do not tell them
          // apart.
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final CelCompiler COMPILER =
      CelCompilerFactory.standardCelCompilerBuilder()
          .setOptions(OPTIONS)
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addVar(USER, MapType.create(SimpleType.STRING, SimpleType.DYN))
          .addVar(NOW, SimpleType.TIMESTAMP)
          .build();

  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

  private Cel() {}

  /**
   * Returns {@code text} parsed and checked.
   *
   * @throws BadConditionException where it is not in the language, or cannot be true or false
   */
  static CelAbstractSyntaxTree compile(String text) {
    var result = COMPILER.compile(text);
    if (result.hasError()) {
      throw fault(result);
    }
    try {
      var ast = result.getAst();
      var type = ast.getResultType();
      if (!type.equals(SimpleType.BOOL) && !type.equals(SimpleType.DYN)) {
        throw new BadConditionException(
            0, "a condition is true or false, this is of type %s".formatted(type.name()));
      }
      return ast;
    } catch (CelValidationException e) {
      throw new IllegalStateException("an error that is none", e);
    }
  }

  static Program program(CelAbstractSyntaxTree ast) {
    try {
      return RUNTIME.createProgram(ast);
    } catch (CelEvaluationException e) {
      throw new BadConditionException(0, e.getMessage());
    }
  }

  /**
   * Returns what a condition is evaluated with.
   *
   * @param document of the types that {@link dev.segue.segment.Condition} names
   */
  static Map<String, Object> variables(Map<String, ?> document, Instant now) {
    return Map.of(USER, Values.of(document), NOW, now);
  }

  /** Says what is wrong with a part of a condition. */
  static BadConditionException fault(CelAbstractSyntaxTree ast, CelExpr part, String message) {
    var positions = ast.getSource().getPositionsMap();
    return new BadConditionException(positions.getOrDefault(part.id(), 0), message);
  }

  private static BadConditionException fault(CelValidationResult result) {
    var issue = result.getErrors().getFirst();
    var offset = result.getSource().getLocationOffset(issue.getSourceLocation()).orElse(0);
    return new BadConditionException(offset, issue.getMessage().replace(CONTAINER, ""));
  }
}
