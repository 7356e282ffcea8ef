package dev.segue.cel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.exceptions.CelIterationLimitExceededException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelInternalRuntimeLibrary;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import java.util.Collection;
import java.util.List;

/** Functions and operators that conditions have besides the library's, or in their place. */
final class Functions implements CelCompilerLibrary, CelInternalRuntimeLibrary {
  static final CelStandardDeclarations DECLARATIONS =
      CelStandardDeclarations.newBuilder()
          .excludeFunctions(
              CelStandardDeclarations.StandardFunction.INDEX,
              CelStandardDeclarations.StandardFunction.EQUALS,
              CelStandardDeclarations.StandardFunction.NOT_EQUALS)
          .build();

  static final CelStandardFunctions BINDINGS =
      CelStandardFunctions.newBuilder().excludeFunctions(Comparisons.REPLACED).build();

  /** The most characters of a text after {@code replace}. */
  private static final int LONGEST = 1 << 20;

  @Override
  public void setCheckerOptions(CelCheckerBuilder checker) {
    checker.addFunctionDeclarations(Arithmetic.declarations().toList());
    checker.addFunctionDeclarations(Comparisons.declarations().toList());
    checker.addFunctionDeclarations(
        // The library's takes an element that is compared with an integer for an integer.
        CelFunctionDecl.newFunctionDeclaration(
            "_[_]",
            CelOverloadDecl.newGlobalOverload(
                "index_list", SimpleType.DYN, ListType.create(SimpleType.DYN), SimpleType.INT),
            CelOverloadDecl.newGlobalOverload(
                "index_map",
                SimpleType.DYN,
                MapType.create(SimpleType.DYN, SimpleType.DYN),
                SimpleType.DYN)),
        CelFunctionDecl.newFunctionDeclaration(
            "sum",
            CelOverloadDecl.newMemberOverload(
                "list_sum", SimpleType.DYN, ListType.create(SimpleType.DYN))),
        CelFunctionDecl.newFunctionDeclaration(
            "replace",
            CelOverloadDecl.newMemberOverload(
                "string_replace",
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "bucket",
            CelOverloadDecl.newGlobalOverload(
                "bucket_string_int", SimpleType.INT, SimpleType.STRING, SimpleType.INT)));
  }

  @Override
  public void setRuntimeOptions(CelRuntimeBuilder runtime) {
    throw new UnsupportedOperationException("the library calls the other method");
  }

  @Override
  public void setRuntimeOptions(
      CelRuntimeBuilder runtime, RuntimeEquality equality, CelOptions options) {
    runtime.addFunctionBindings(Arithmetic.bindings().toList());
    runtime.addFunctionBindings(Comparisons.bindings(equality).toList());
    bind(runtime, "sum", CelFunctionBinding.from("list_sum", Collection.class, Numbers::sum));
    bind(
        runtime,
        "replace",
        CelFunctionBinding.from(
            "string_replace",
            List.of(String.class, String.class, String.class),
            texts -> replace((String) texts[0], (String) texts[1], (String) texts[2])));
    bind(
        runtime,
        "bucket",
        CelFunctionBinding.from("bucket_string_int", String.class, Long.class, Functions::bucket));
  }

  private static void bind(CelRuntimeBuilder runtime, String name, CelFunctionBinding binding) {
    runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(name, binding));
  }

  private static String replace(String text, String part, String replacement) {
    if ((text.length() + 1L) * Math.max(1, replacement.length()) > LONGEST) {
      throw new CelIterationLimitExceededException(LONGEST);
    }
    return text.replace(part, replacement);
  }

  /** Returns a number from 0 and below {@code buckets}, always the same for the same text. */
  private static long bucket(String text, long buckets) {
    if (buckets < 1) {
      throw new CelInvalidArgumentException("there must be at least one bucket");
    }
    return Math.floorMod(Hashing.sha256().hashString(text, UTF_8).asLong(), buckets);
  }
}
