package dev.segue.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the library's operators lack: an integer with a double, and values that depend on now. */
final class Arithmetic {
  private static final String PLUS = "_+_";
  private static final String MINUS = "_-_";

  private static final Map<String, CelFunctionOverload.Binary<Number, Number>> OPERATORS =
      ImmutableMap.of(
          PLUS,
          (a, b) -> a.doubleValue() + b.doubleValue(),
          MINUS,
          (a, b) -> a.doubleValue() - b.doubleValue(),
          "_*_",
          (a, b) -> a.doubleValue() * b.doubleValue(),
          "_/_",
          (a, b) -> a.doubleValue() / b.doubleValue());

  private Arithmetic() {}

  static boolean isSum(String function) {
    return function.equals(PLUS) || function.equals(MINUS);
  }

  static Stream<CelFunctionDecl> declarations() {
    return OPERATORS.keySet().stream()
        .map(
            operator ->
                CelFunctionDecl.newFunctionDeclaration(
                    operator,
                    CelOverloadDecl.newGlobalOverload(
                        operator + "int_double",
                        SimpleType.DOUBLE,
                        SimpleType.INT,
                        SimpleType.DOUBLE),
                    CelOverloadDecl.newGlobalOverload(
                        operator + "double_int",
                        SimpleType.DOUBLE,
                        SimpleType.DOUBLE,
                        SimpleType.INT)));
  }

  /** Returns bindings that join the library's own for the same operators. */
  static Stream<CelFunctionBinding> bindings() {
    return OPERATORS.entrySet().stream()
        .flatMap(it -> bindings(it.getKey(), it.getValue()).stream());
  }

  private static Set<CelFunctionBinding> bindings(
      String operator, CelFunctionOverload.Binary<Number, Number> mixed) {
    var overloads = new ArrayList<CelFunctionBinding>();
    overloads.add(
        CelFunctionBinding.from(
            operator + "int_double", Long.class, Double.class, (a, b) -> mixed.apply(a, b)));
    overloads.add(
        CelFunctionBinding.from(
            operator + "double_int", Double.class, Long.class, (a, b) -> mixed.apply(a, b)));
    if (operator.equals(PLUS)) {
      overloads.add(CelFunctionBinding.from("now_plus", Moving.class, Object.class, Moving::plus));
      overloads.add(CelFunctionBinding.from("plus_now", Object.class, Moving.class, Moving::plus));
    }
    if (operator.equals(MINUS)) {
      overloads.add(
          CelFunctionBinding.from("now_minus", Moving.class, Object.class, Moving::minus));
      overloads.add(
          CelFunctionBinding.from("minus_now", Object.class, Moving.class, Moving::minus));
    }
    return CelFunctionBinding.fromOverloads(operator, overloads);
  }
}
