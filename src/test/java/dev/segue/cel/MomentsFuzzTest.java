package dev.segue.cel;

import static java.time.temporal.ChronoUnit.MICROS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.segment.Rule;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MomentsFuzzTest {
  private static final List<String> TIMES = List.of("user.t", "user.u");

  /** Conditions on the times of a collection, each with a comparison in its place. */
  private static final List<String> LOOPS =
      List.of(
          "user.l.exists(e, e.on && %s)",
          "user.l.all(e, !e.on || %s)",
          "user.l.exists_one(e, %s)",
          "user.l.filter(e, %s).size() > 1",
          "user.l.map(e, %s).exists(it, it)",
          "user.l.exists(e, user.l.all(f, f.on || e.t <= f.t && %s))",
          "user.m.exists(key, e, key != 'a' && %s)",
          "user.m.transformList(key, e, e.on, %s).all(it, it)");

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  /** All moments are closer to now. */
  private static final int SECONDS = 40;

  private int due;
  private int never;

  private record Try(Rules rules, User user) {
    @Override
    public String toString() {
      var conditions = rules.rules().stream().map(rule -> rule.when().orElseThrow().text());
      return "%s of %s".formatted(conditions.toList(), user.values());
    }
  }

  @Test
  void the_segment_changes_at_the_first_moment_and_not_before() {
    Fuzz.tries(300, MomentsFuzzTest::draw, this::isDueWhenTheSegmentChanges);

    assertThat(due).isGreaterThan(50);
    assertThat(never).isGreaterThan(50);
  }

  /** Tries every second and the microseconds around it, which include every moment. */
  private void isDueWhenTheSegmentChanges(Try it) {
    var now = it.rules().assign(it.user(), NOW);

    var changes = times().filter(time -> !segment(it, time).equals(now.segment())).findFirst();

    assertThat(now.due()).isEqualTo(changes);
    due += changes.isPresent() ? 1 : 0;
    never += changes.isPresent() ? 0 : 1;
  }

  private static Segment segment(Try it, Instant time) {
    return it.rules().assign(it.user(), time).segment();
  }

  private static Stream<Instant> times() {
    return Stream.iterate(0, second -> second <= SECONDS, second -> second + 1)
        .map(NOW::plusSeconds)
        .flatMap(time -> Stream.of(time.minus(1, MICROS), time, time.plus(1, MICROS)))
        .filter(NOW::isBefore);
  }

  private static Try draw(Draw draw) {
    var rules = new ArrayList<Rule>();
    for (int i = 0; i <= draw.below(3); i++) {
      var condition = CelCondition.parse(condition(draw, 3));
      rules.add(new Rule(new Segment("s" + i), Set.of(), Optional.of(condition)));
    }
    var user = new User("ada", new SubscriptionStatus.Absent(), document(draw), NOW);
    return new Try(new Rules(UserField.SUBSCRIPTION_STATUS, rules, new Segment("none-of")), user);
  }

  /** Some fields are missing or have another type. */
  private static Map<String, Object> document(Draw draw) {
    var document = new HashMap<String, Object>();
    for (var field : List.of("t", "u")) {
      if (!draw.once(8)) {
        document.put(field, draw.once(8) ? "soon" : NOW.plusSeconds(draw.below(20)));
      }
    }
    document.put("b", draw.once(2));
    document.put("l", Stream.generate(() -> element(draw)).limit(draw.below(4)).toList());
    document.put("m", Map.of("a", element(draw), "b", element(draw), "c", element(draw)));
    return document;
  }

  private static Map<String, Object> element(Draw draw) {
    return Map.of("on", draw.once(2), "t", NOW.plusSeconds(draw.below(20)));
  }

  private static String condition(Draw draw, int depth) {
    if (depth == 0 || draw.once(3)) {
      return switch (draw.below(4)) {
        case 0 -> draw.oneOf(List.of("user.b", "has(user.t)"));
        case 1 -> "(%s)".formatted(comparison(draw, TIMES));
        default -> draw.oneOf(LOOPS).formatted(comparison(draw, List.of("e.t", "e.t", "user.t")));
      };
    }
    var left = condition(draw, depth - 1);
    var right = condition(draw, depth - 1);
    return switch (draw.below(4)) {
      case 0 -> "!(%s)".formatted(left);
      case 1 -> "(%s && %s)".formatted(left, right);
      case 2 -> "(%s || %s)".formatted(left, right);
      default -> "(user.b ? %s : %s)".formatted(left, right);
    };
  }

  private static String comparison(Draw draw, List<String> times) {
    var time = draw.oneOf(times);
    var span = "duration('%ss')".formatted(Duration.ofSeconds(draw.below(10)).toSeconds());
    var sides =
        draw.oneOf(
            List.of(
                List.of("now", time),
                List.of("now", "%s + %s".formatted(time, span)),
                List.of("now - %s".formatted(span), time),
                List.of("%s + now".formatted(span), time),
                List.of("%s - now".formatted(time), span),
                List.of("now - %s".formatted(time), span),
                List.of("(now - %s) + %s".formatted(time, span), span),
                List.of("%s - (now + %s)".formatted(time, span), "duration('1s')")));
    var operator = draw.oneOf(List.of("<", "<=", ">", ">="));
    return draw.once(2)
        ? "%s %s %s".formatted(sides.getFirst(), operator, sides.getLast())
        : "%s %s %s".formatted(sides.getLast(), operator, sides.getFirst());
  }
}
