package dev.segue.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.RuntimeEquality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The operators {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >} and {@code >=}, in place
 * of the library's, which order integers and NaN, and take NaN for equal to itself.
 */
final class Comparisons {
  /** What the library must not bind itself. */
  static final Set<StandardFunction> REPLACED =
      Set.of(
          StandardFunction.EQUALS,
          StandardFunction.NOT_EQUALS,
          StandardFunction.LESS,
          StandardFunction.LESS_EQUALS,
          StandardFunction.GREATER,
          StandardFunction.GREATER_EQUALS);

  private static final String EQUAL = "_==_";
  private static final String UNEQUAL = "_!=_";

  private static final List<CelType> NUMBERS =
      List.of(SimpleType.INT, SimpleType.UINT, SimpleType.DOUBLE);

  private static final List<CelType> OTHERS =
      List.of(
          SimpleType.BOOL,
          SimpleType.BYTES,
          SimpleType.DURATION,
          SimpleType.STRING,
          SimpleType.TIMESTAMP,
          ListType.create(SimpleType.DYN),
          MapType.create(SimpleType.DYN, SimpleType.DYN),
          TypeType.create(SimpleType.DYN));

  private static final Map<String, CelFunctionOverload.Binary<Object, Object>> ORDERS =
      ImmutableMap.of(
          "_<_", (left, right) -> test(left, right, sign -> sign < 0),
          "_<=_", (left, right) -> test(left, right, sign -> sign <= 0),
          "_>_", (left, right) -> test(left, right, sign -> sign > 0),
          "_>=_", (left, right) -> test(left, right, sign -> sign >= 0));

  private Comparisons() {}

  /** Returns whether a function is an operator that orders values. */
  static boolean isOrder(String function) {
    return ORDERS.containsKey(function);
  }

  /** Declares that numbers of all types are equal or not; other values only within their type. */
  static Stream<CelFunctionDecl> declarations() {
    return Stream.of(EQUAL, UNEQUAL)
        .map(
            operator ->
                CelFunctionDecl.newFunctionDeclaration(
                    operator,
                    Stream.concat(
                            NUMBERS.stream()
                                .flatMap(a -> NUMBERS.stream().map(b -> overload(operator, a, b))),
                            OTHERS.stream().map(type -> overload(operator, type, type)))
                        .toList()));
  }

  private static CelOverloadDecl overload(String operator, CelType left, CelType right) {
    return CelOverloadDecl.newGlobalOverload(
        operator + left.name() + right.name(), SimpleType.BOOL, left, right);
  }

  /**
   * @param equality for values that are not numbers
   */
  static Stream<CelFunctionBinding> bindings(RuntimeEquality equality) {
    return Stream.concat(
            Stream.of(
                binding(EQUAL, (left, right) -> equal(left, right, equality)),
                binding(UNEQUAL, (left, right) -> !equal(left, right, equality))),
            ORDERS.entrySet().stream().map(it -> binding(it.getKey(), it.getValue())))
        .flatMap(Set::stream);
  }

  private static Set<CelFunctionBinding> binding(
      String operator, CelFunctionOverload.Binary<Object, Object> function) {
    return CelFunctionBinding.fromOverloads(
        operator, CelFunctionBinding.from(operator + "any", Object.class, Object.class, function));
  }

  private static boolean equal(Object left, Object right, RuntimeEquality equality) {
    if (left instanceof Number a && right instanceof Number b) {
      return !Numbers.isNaN(a) && !Numbers.isNaN(b) && Numbers.compare(a, b) == 0;
    }
    return equality.objectEquals(left, right);
  }

  private static boolean test(Object left, Object right, IntPredicate holds) {
    if (left instanceof Moving || right instanceof Moving) {
      return Moving.minus(left, right).test(holds);
    }
    return holds.test(compare(left, right));
  }

  @SuppressWarnings("unchecked") // Both are of the same class.
  private static int compare(Object left, Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return Numbers.compare(a, b);
    }
    if (left instanceof CelByteString a && right instanceof CelByteString b) {
      return CelByteString.unsignedLexicographicalComparator().compare(a, b);
    }
    if (left instanceof Comparable<?> && left.getClass().equals(right.getClass())) {
      return ((Comparable<Object>) left).compareTo(right);
    }
    throw new CelOverloadNotFoundException("comparison");
  }
}
