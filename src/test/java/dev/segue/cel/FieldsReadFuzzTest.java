package dev.segue.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evaluates random conditions on documents that record their reads. */
class FieldsReadFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> OPERATORS =
      List.of("%s && %s", "%s || %s", "(%s) == (%s)", "%s ? true : %s", "!(%s) && %s");

  record Input(String condition, Map<String, Object> document) {}

  @Test
  void other_fields_of_the_document_change_neither_verdict_nor_moment() {
    Fuzz.tries(
        1_500,
        FieldsReadFuzzTest::input,
        input -> {
          try {
            var condition = CelCondition.parse(input.condition());
            var picked = UserField.pick(input.document(), condition.fields());

            assertThat(condition.test(user(picked), NOW))
                .isEqualTo(condition.test(user(input.document()), NOW));
          } catch (BadConditionException e) {
            assertThat(e.offset()).isBetween(0, input.condition().length());
          }
        });
  }

  private static User user(Map<String, Object> document) {
    return new User("ada", new SubscriptionStatus.Absent(), document, NOW);
  }

  private static Input input(Draw draw) {
    return new Input(condition(draw, 3), map(draw, 2));
  }

  private static String condition(Draw draw, int depth) {
    if (depth > 0 && !draw.once(3)) {
      return draw.oneOf(OPERATORS)
          .formatted(condition(draw, depth - 1), condition(draw, depth - 1));
    }
    var field = field(draw);
    return switch (draw.below(12)) {
      case 0 -> "has(%s)".formatted(field.endsWith("]") ? "user.a" : field);
      case 1 -> field + " == " + field(draw);
      case 2 -> field + " > 1";
      case 3 -> "size(%s) > 1".formatted(field);
      case 4 -> "%s.exists(x, x == %s)".formatted(field, field(draw));
      case 5 -> "%s - now < duration('1h')".formatted(field);
      case 6 -> "now >= " + field;
      case 7 -> "%s in %s".formatted(field(draw), field);
      case 8 -> "%s[%s] == 1".formatted(field, field(draw));
      case 9 -> "%s.exists(k, v, k == 'a' && v == %s)".formatted(field, field(draw));
      case 10 -> "%s.exists(x, x < now)".formatted(field);
      default -> "type(%s) == type(%s)".formatted(field, field(draw));
    };
  }

  private static String field(Draw draw) {
    var field = new StringBuilder(draw.once(20) ? ".user" : "user");
    for (int i = 1 + draw.below(3); i > 0; i--) {
      field.append((draw.once(4) ? "['%s']" : ".%s").formatted(draw.oneOf(NAMES)));
    }
    return field.toString();
  }

  private static Map<String, Object> map(Draw draw, int depth) {
    var map = new LinkedHashMap<String, Object>();
    NAMES.forEach(name -> map.put(name, value(draw, depth)));
    map.remove(draw.oneOf(NAMES));
    return map;
  }

  private static Object value(Draw draw, int depth) {
    return switch (draw.below(depth > 0 ? 7 : 5)) {
      case 0 -> "text";
      case 1 -> (long) draw.below(4);
      case 2 -> draw.once(2);
      case 3 -> NOW.plusSeconds(draw.below(7_200) - 3_600L);
      case 4 -> new ArrayList<Object>(List.of("a", 1L));
      default -> map(draw, depth - 1);
    };
  }
}
