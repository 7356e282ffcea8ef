package dev.segue.cel;

import com.google.common.collect.ImmutableMap;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.Excerpt;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says in a sentence what the library's message means, and what to write. */
final class Advice {
  private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'");
  private static final Pattern OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'");
  private static final Pattern UNEXPECTED =
      Pattern.compile(
          "(?:mismatched|extraneous) input '(.*)' expecting|token recognition error at: '(.*)'"
              + "|no viable alternative at input '(.*)'|reserved identifier: (.*)",
          Pattern.DOTALL);
  private static final Pattern MISSING = Pattern.compile("missing '(.)'");

  private static final Pattern DASHED = Pattern.compile("([\\w.]+)\\.(\\w+(?:-\\w+)+)");
  private static final Set<String> MACROS =
      Set.of("all", "exists", "exists_one", "existsOne", "filter", "map");

  /** What is written instead of functions of other languages, in lower case. */
  private static final ImmutableMap<String, String> FUNCTIONS =
      ImmutableMap.<String, String>builder()
          .putAll(same("user.x.lowerAscii()", "tolowercase", "lower", "tolower", "lowercase"))
          .putAll(same("user.x.upperAscii()", "touppercase", "upper", "toupper", "uppercase"))
          .putAll(same("size(user.x)", "length", "len", "count"))
          .putAll(same("size(user.x) == 0", "isempty", "empty"))
          .putAll(
              same(
                  "user.x.contains(\"…\") in a string, \"…\" in user.x in a list",
                  "includes",
                  "has"))
          .putAll(same("user.x.startsWith(\"…\")", "startswith", "starts_with", "hasprefix"))
          .putAll(same("user.x.endsWith(\"…\")", "endswith", "ends_with", "hassuffix"))
          .putAll(same("user.x.matches(\"…\")", "test", "match", "regex", "search"))
          .putAll(same("user.x == …", "equals", "eq"))
          .putAll(same("user.x.exists(it, it == …)", "any", "some", "find"))
          .putAll(same("user.x.all(it, it == …)", "every"))
          .putAll(same("user.x.filter(it, it == …)", "where"))
          .putAll(
              same(
                  "timestamp(\"2026-01-31T00:00:00Z\")",
                  "date",
                  "datetime",
                  "time",
                  "todate",
                  "parse",
                  "parsedate"))
          .putAll(same("duration(\"72h\")", "days", "hours", "minutes", "seconds", "interval"))
          .putAll(same("now", "now", "today", "getdate", "currenttime"))
          .putAll(same("int(user.x)", "number", "parseint", "tonumber", "toint"))
          .putAll(same("double(user.x)", "float", "parsefloat"))
          .buildOrThrow();

  private static final ImmutableMap<String, String> WORDS =
      ImmutableMap.<String, String>builder()
          .putAll(same("true", "true"))
          .putAll(same("false", "false"))
          .putAll(
              same("null, or !has(user.x) for a missing field", "null", "none", "nil", "undefined"))
          .putAll(same("user", "user", "document", "doc", "data", "this"))
          .putAll(same("now", "now", "today"))
          .buildOrThrow();

  private static final ImmutableMap<String, String> TYPES =
      ImmutableMap.<String, String>builder()
          .put("google.protobuf.Timestamp", "a time")
          .put("google.protobuf.Duration", "a duration")
          .put("string", "a string")
          .put("bool", "a boolean")
          .putAll(same("a number", "int", "uint", "double"))
          .put("bytes", "bytes")
          .put("null_type", "null")
          .put("dyn", "a value")
          .buildOrThrow();

  private Advice() {}

  /**
   * @param offset of the fault, in code points
   * @param message the library's
   */
  static BadConditionException on(String text, int offset, String message) {
    var advice = advice(text, text.offsetByCodePoints(0, offset), message);
    if (advice.isPresent()) {
      return new BadConditionException(offset, advice.get());
    }
    return Mistake.in(text).orElseGet(() -> new BadConditionException(offset, ofSyntax(message)));
  }

  private static Optional<String> advice(String text, int offset, String message) {
    if (message.startsWith("invalid argument to has()")) {
      return Optional.of("has() takes a field, as in has(user.x) or has(user.`first-name`)");
    }
    return find(UNDECLARED, message)
        .map(it -> undeclared(it.group(1), text, offset))
        .or(() -> find(OVERLOAD, message).map(it -> mismatch(it.group(1), it.group(2), text)));
  }

  private static String ofSyntax(String message) {
    return find(UNEXPECTED, message)
        .map(Advice::unexpected)
        .or(() -> find(MISSING, message).map(it -> "'%s' is missing".formatted(it.group(1))))
        .orElse(message);
  }

  static String type(String name) {
    return name.startsWith("list")
        ? "a list"
        : name.startsWith("map") ? "a map" : TYPES.getOrDefault(name, name);
  }

  private static String undeclared(String name, String text, int offset) {
    if (text.startsWith("(", offset)) {
      if (MACROS.contains(name)) {
        return "%s() takes a variable and a condition: write user.x.%s(it, it == \"a\")"
            .formatted(name, name);
      }
      return "there is no function '%s'%s".formatted(name, instead(FUNCTIONS, name));
    }
    var dashed =
        DASHED
            .matcher(text)
            .results()
            .filter(it -> it.start() < offset && offset < it.end())
            .map(
                it ->
                    ": write %s[\"%s\"] for a name with a dash".formatted(it.group(1), it.group(2)))
            .findFirst();
    if (dashed.isPresent()) {
      return "'%s' is not defined%s".formatted(name, dashed.get());
    }
    return "'%s' is not defined%s"
        .formatted(
            name,
            WORDS.containsKey(lower(name))
                ? instead(WORDS, name)
                : ": write user.%s for a field, \"%s\" for a string".formatted(name, name));
  }

  private static String instead(ImmutableMap<String, String> words, String name) {
    return Optional.ofNullable(words.get(lower(name))).map(": write "::concat).orElse("");
  }

  private static String mismatch(String function, String types, String text) {
    var operands = types(types);
    var written = function.replaceAll("^@|_|\\[_]", "").replace("?:", "? :");
    var fault = "'%s' cannot be applied to %s".formatted(written, String.join(" and ", operands));
    boolean time = operands.contains("a time");
    if (operands.size() == 2 && (time || operands.contains("a duration"))) {
      return fault
          + (time && operands.contains("a string") && !written.matches("[+-]")
              ? ": write timestamp(\"2026-01-31T00:00:00Z\") for a time"
              : ": write duration(\"72h\") for a duration");
    }
    if (written.equals("&&") || written.equals("||")) {
      return fault + ": write a comparison on both sides, as in user.x == \"a\" || user.x == \"b\"";
    }
    return operands.contains("a boolean") && text.contains("!")
        ? fault + ": ! applies to what follows it directly; write != or parentheses"
        : fault;
  }

  /** Reads {@code dyn.(string, int)}. */
  private static List<String> types(String types) {
    return Stream.of(
            types
                .replaceAll("(list|map)\\([^()]*\\)", "$1")
                .replaceAll("[()]", ",")
                .replace(".,", ",")
                .split("[, ]+"))
        .filter(type -> !type.isEmpty())
        .map(Advice::type)
        .toList();
  }

  private static String unexpected(MatchResult found) {
    var part =
        Stream.of(1, 2, 3, 4).map(found::group).filter(it -> it != null).findFirst().orElse("");
    return part.equals("<EOF>")
        ? "the condition ends too early"
        : "'%s' is not expected here".formatted(Excerpt.of(part.strip()));
  }

  private static Optional<MatchResult> find(Pattern pattern, String message) {
    return pattern.matcher(message).results().findFirst();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static ImmutableMap<String, String> same(String value, String... keys) {
    return Stream.of(keys).collect(ImmutableMap.toImmutableMap(key -> key, key -> value));
  }
}
