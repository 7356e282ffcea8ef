package dev.segue.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares verdicts with those of an evaluator that shares no code with the library. */
class EvaluationFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String TIME = "2026-11-23T12:00:00Z";

  private static final List<Object> NUMBERS =
      List.of(0L, 3L, 900L, (1L << 53) + 1, Long.MAX_VALUE, 3.0, 2.5, 9007199254740992.0, 1e300);

  private static final List<Object> VALUES =
      Stream.concat(
              NUMBERS.stream(),
              Stream.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, "a", "b", TIME, true, null))
          .toList();

  private final Map<Verdict, Integer> verdicts = new TreeMap<>();

  /** What a part of a condition says, and what it means; its value throws a {@link Plain.Fault}. */
  private record Part(String text, Meaning meaning) {}

  private interface Meaning {
    Object in(Map<String, Object> variables);
  }

  private record Input(Part condition, Map<String, Object> document) {}

  @Test
  void conditions_on_values_of_all_types_hold_if_an_independent_evaluator_says_so() {
    Fuzz.tries(
        4_000, draw -> new Input(condition(draw, 3, "user.n"), document(draw)), this::compare);

    assertThat(verdicts)
        .hasSizeGreaterThan(5)
        .allSatisfy((verdict, n) -> assertThat(n).isPositive());
    assertThat(verdicts.get(Verdict.HOLDS)).isGreaterThan(500);
  }

  private void compare(Input input) {
    var user = new User("ada", new SubscriptionStatus.Absent(), input.document(), NOW);
    var verdict = CelCondition.parse(input.condition().text()).test(user, NOW).verdict();

    verdicts.merge(verdict, 1, Integer::sum);
    assertThat(verdict.isFault() ? "fault" : verdict == Verdict.HOLDS)
        .as(verdict.word())
        .isEqualTo(expected(input));
  }

  private static Object expected(Input input) {
    try {
      return Plain.bool(input.condition().meaning().in(Map.of("user", input.document())));
    } catch (Plain.Fault e) {
      return "fault";
    }
  }

  private static Map<String, Object> document(Draw draw) {
    var document = new HashMap<String, Object>();
    for (var field : List.of("n", "o")) {
      document.put(field, draw.oneOf(VALUES));
    }
    var map = new HashMap<>(document);
    map.remove(draw.oneOf(List.of("n", "none")));
    document.put("m", draw.once(8) ? draw.oneOf(VALUES) : map);
    document.put("l", draw.once(8) ? draw.oneOf(VALUES) : list(draw));
    document.remove(draw.oneOf(List.of("n", "o", "m", "l", "none", "none")));
    return document;
  }

  /** Has numbers mostly, so that they can be summed. */
  private static List<Object> list(Draw draw) {
    var list = new ArrayList<>();
    for (int i = draw.below(4); i > 0; i--) {
      list.add(draw.oneOf(draw.once(4) ? VALUES : NUMBERS));
    }
    return list;
  }

  /**
   * @param variable one more value that can be read
   */
  private static Part condition(Draw draw, int depth, String variable) {
    if (depth == 0 || draw.once(4)) {
      return comparison(draw, variable);
    }
    var left = condition(draw, depth - 1, variable);
    var right = condition(draw, depth - 1, variable);
    return switch (draw.below(7)) {
      case 0 -> part("!(%s)", it -> !Plain.bool(left.meaning().in(it)), left);
      case 1 -> part("(%s && %s)", it -> Plain.decided(false, sides(left, right, it)), left, right);
      case 2 -> part("(%s || %s)", it -> Plain.decided(true, sides(left, right, it)), left, right);
      case 3 ->
          part(
              "(%s ? %s : false)",
              it -> Plain.bool(left.meaning().in(it)) && Plain.bool(right.meaning().in(it)),
              left,
              right);
      default -> loop(draw, depth);
    };
  }

  private static List<Supplier<Object>> sides(Part left, Part right, Map<String, Object> it) {
    return List.of(() -> left.meaning().in(it), () -> right.meaning().in(it));
  }

  private static Part loop(Draw draw, int depth) {
    var x = "x" + depth;
    var inner = condition(draw, depth - 1, x);
    return switch (draw.below(4)) {
      case 0 ->
          part(
              "user.l.exists(" + x + ", %s)", it -> Plain.decided(true, each(inner, x, it)), inner);
      case 1 ->
          part("user.l.all(" + x + ", %s)", it -> Plain.decided(false, each(inner, x, it)), inner);
      case 2 -> part("user.l.exists_one(" + x + ", %s)", it -> count(inner, x, it) == 1, inner);
      default ->
          part("user.l.filter(" + x + ", %s).size() > 1", it -> count(inner, x, it) > 1, inner);
    };
  }

  private static List<Supplier<Object>> each(Part inner, String x, Map<String, Object> variables) {
    var all = new ArrayList<Supplier<Object>>();
    elements(variables)
        .forEach(value -> all.add(() -> inner.meaning().in(with(variables, x, value))));
    return all;
  }

  private static long count(Part inner, String x, Map<String, Object> variables) {
    return each(inner, x, variables).stream().filter(it -> Plain.bool(it.get())).count();
  }

  private static Part comparison(Draw draw, String variable) {
    var left = field(draw, variable);
    var right = operand(draw, variable, 2);
    var operator = draw.oneOf(List.of("==", "!=", "<", "<=", ">", ">="));
    return switch (draw.below(10)) {
      case 0 ->
          part(
              "has(user.m.n)",
              it -> fields(it).get("m") instanceof Map<?, ?> m && m.containsKey("n"));
      case 1 -> part("has(user.o)", it -> fields(it).containsKey("o"));
      case 2 ->
          part(
              "timestamp(%s) <= timestamp('" + TIME + "')",
              it -> !Plain.time(left.meaning().in(it)).isAfter(NOW),
              left);
      case 3 ->
          part(
              "user.l.sum() " + operator + " %s",
              it -> Plain.holds(operator, Plain.sum(elements(it)), right.meaning().in(it)),
              right);
      default ->
          part(
              "%s " + operator + " %s",
              it -> Plain.holds(operator, left.meaning().in(it), right.meaning().in(it)),
              left,
              right);
    };
  }

  private static Part operand(Draw draw, String variable, int depth) {
    if (depth == 0 || draw.once(2)) {
      return draw.once(3) ? literal(draw.oneOf(NUMBERS)) : field(draw, variable);
    }
    var left = field(draw, variable);
    var right = operand(draw, variable, depth - 1);
    var operator = draw.oneOf(List.of("+", "-", "*", "/"));
    return part(
        "(%s " + operator + " %s)",
        it -> Plain.computed(operator, left.meaning().in(it), right.meaning().in(it)),
        left,
        right);
  }

  private static Part literal(Object number) {
    return part(number.toString(), it -> number);
  }

  private static Part field(Draw draw, String variable) {
    return switch (draw.below(6)) {
      case 0 -> part("user.o", it -> Plain.member(it.get("user"), "o"));
      case 1 -> part("user.m.n", it -> Plain.member(Plain.member(it.get("user"), "m"), "n"));
      case 2 -> part("user.m['o']", it -> Plain.member(Plain.member(it.get("user"), "m"), "o"));
      case 3 -> part("user.l[0]", it -> Plain.first(elements(it)));
      default ->
          variable.equals("user.n")
              ? part(variable, it -> Plain.member(it.get("user"), "n"))
              : part(variable, it -> it.get(variable));
    };
  }

  private static Part part(String text, Meaning meaning, Part... parts) {
    return new Part(text.formatted(Stream.of(parts).map(Part::text).toArray()), meaning);
  }

  private static Map<?, ?> fields(Map<String, Object> variables) {
    return (Map<?, ?>) variables.get("user");
  }

  private static List<?> elements(Map<String, Object> variables) {
    return Plain.list(Plain.member(variables.get("user"), "l"));
  }

  private static Map<String, Object> with(
      Map<String, Object> variables, String name, Object value) {
    var all = new HashMap<>(variables);
    all.put(name, value);
    return all;
  }
}
