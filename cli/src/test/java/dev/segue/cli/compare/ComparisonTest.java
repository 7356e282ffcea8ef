package dev.segue.cli.compare;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.cli.compare.OrderedMerge.Pair;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.fuzz.Fuzz;
import dev.segue.segment.Rules.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final int TRIES = 500;

  @Test
  void a_merge_finds_the_same_pairs_as_a_naive_join() {
    Fuzz.tries(
        TRIES,
        Worlds::draw,
        world -> {
          var merged = new ArrayList<Pair>();
          new OrderedMerge(world.users().iterator(), world.segments().iterator())
              .forEachRemaining(merged::add);
          assertThat(merged).isEqualTo(List.copyOf(join(world).values()));
        });
  }

  @Test
  void flows_and_the_users_to_recompute_are_those_of_a_naive_join() {
    Fuzz.tries(
        TRIES,
        Worlds::draw,
        world -> {
          var recompute = new HashSet<String>();
          var tally = compare(world, recompute);
          var flows = new TreeMap<Flow, Long>();
          var moving = new HashSet<String>();
          var timed = new HashSet<String>();
          var publishing = new HashSet<String>();
          for (var pair : join(world).values()) {
            var from = pair.segment().map(ScannedSegment::place).orElse(Place.NONE);
            var assigned = pair.user().map(user -> Worlds.NEXT.assign(user.next(), Worlds.NOW));
            var to = assigned.map(it -> Place.of(it.segment())).orElse(Place.GONE);
            var due = assigned.flatMap(Assignment::due);
            if (from.equals(Place.NONE) && to.equals(Place.GONE)) {
              continue;
            }
            flows.merge(new Flow(from, to), 1L, Long::sum);
            boolean recent =
                pair.user().filter(user -> user.updatedAt().isAfter(Worlds.SETTLED)).isPresent()
                    || Stream.concat(pair.due().stream(), due.stream())
                        .anyMatch(
                            time ->
                                time.isAfter(Worlds.SETTLED)
                                    && !time.isAfter(Worlds.READING.time()));
            if (!from.equals(Place.UNREADABLE)
                && pair.segment().filter(s -> s.pending() > 0).isPresent()) {
              publishing.add(pair.id());
            }
            if (recent || from.equals(Place.UNREADABLE)) {
              continue;
            }
            if (!from.equals(to)) {
              moving.add(pair.id());
            } else if (!pair.due().equals(due)) {
              timed.add(pair.id());
            }
          }
          assertThat(users(tally)).isEqualTo(flows);
          assertThat(tally.get(Figure.MOVES)).isEqualTo(moving.size());
          assertThat(tally.get(Figure.TO_BE_TIMED)).isEqualTo(timed.size());
          moving.addAll(timed);
          moving.addAll(publishing);
          assertThat(recompute).isEqualTo(moving);
          assertThat(tally.get(Figure.RECOMPUTE)).isEqualTo(moving.size());
        });
  }

  @Test
  void sums_of_the_matrix_equal_both_collections() {
    Fuzz.tries(
        TRIES,
        Worlds::draw,
        world -> {
          var tally = compare(world, new HashSet<>());
          assertThat(sum(tally, flow -> !flow.to().equals(Place.GONE)))
              .isEqualTo(tally.get(Figure.USERS))
              .isEqualTo(world.users().size());
          assertThat(sum(tally, flow -> !flow.from().equals(Place.NONE)))
              .isEqualTo(tally.get(Figure.SEGMENT_DOCUMENTS));
          assertThat(tally.get(Figure.SEGMENT_DOCUMENTS) + tally.get(Figure.FOREIGN_DOCUMENTS))
              .isEqualTo(world.segments().size());
        });
  }

  @Test
  void tallies_of_parts_pass_as_json_and_add_up_to_the_tally_of_the_whole() {
    Fuzz.tries(
        200,
        draw -> Map.entry(Worlds.draw(draw), 1 + draw.below(5)),
        drawn -> {
          var world = drawn.getKey();
          var sum = new Tally();
          for (int part = drawn.getValue() - 1; part >= 0; part--) {
            int now = part;
            Predicate<String> mine = id -> Math.floorMod(id.hashCode(), drawn.getValue()) == now;
            var tally =
                compare(
                    new Worlds(
                        world.users().stream().filter(row -> mine.test(row.id())).toList(),
                        world.segments().stream().filter(row -> mine.test(row.id())).toList()),
                    new HashSet<>());
            sum.addAll(copy(tally));
          }
          assertThat(sum).usingRecursiveComparison().isEqualTo(compare(world, new HashSet<>()));
        });
  }

  @Test
  void of_many_unknown_statuses_the_first_are_listed_and_all_are_counted() {
    var one = new Tally();
    var other = new Tally();
    for (int i = 0; i < 1_000; i++) {
      (i % 3 == 0 ? one : other)
          .addUnknownStatus(String.format(Locale.ROOT, "status %03d", i % 500), 1);
    }
    one.addAll(other);

    assertThat(one.get(Figure.UNKNOWN_STATUS)).isEqualTo(1_000);
    assertThat(one.unknownStatuses()).hasSize(200).containsEntry("status 000", 2L);
    assertThat(one.unknownStatuses().lastKey()).isEqualTo("status 199");
  }

  @Test
  void documents_out_of_order_are_refused() {
    var merge =
        new OrderedMerge(
            List.of(user("b"), user("a")).iterator(), List.<ScannedSegment>of().iterator());

    assertThatIllegalStateException()
        .isThrownBy(() -> merge.forEachRemaining(pair -> {}))
        .withMessage("documents came out of order: 'a' after 'b'");
  }

  @Test
  void a_user_with_an_id_that_segue_does_not_support_is_listed_and_not_recomputed() {
    var recompute = new HashSet<String>();
    var foreign = Rows.segment("__id8__", Place.NONE, Optional.empty());
    var users = List.of(user("__id7__"), user("__id8__"));
    var tally = compare(new Worlds(users, List.of(foreign)), recompute);

    assertThat(tally.unreadable())
        .containsExactly(
            new UnreadableDocument("__id7__", "no user id"),
            new UnreadableDocument("__id8__", "no user id"));
    assertThat(recompute).isEmpty();
    assertThat(tally.get(Figure.MOVES)).isZero();
  }

  private static ScannedUser user(String id) {
    return Rows.user(id, "");
  }

  private static Tally compare(Worlds world, Set<String> recompute) {
    var tally = new Tally();
    new Comparison(new BothRules(Worlds.TODAY, Worlds.NEXT), Worlds.NOW, Worlds.READING)
        .compare(
            new OrderedMerge(world.users().iterator(), world.segments().iterator()),
            tally,
            recompute::add);
    return tally;
  }

  private static Map<String, Pair> join(Worlds world) {
    var pairs = new TreeMap<String, Pair>(IdOrder.INSTANCE);
    var segments = new HashMap<String, ScannedSegment>();
    world.segments().forEach(segment -> segments.put(segment.id(), segment));
    for (var user : world.users()) {
      var segment = Optional.ofNullable(segments.remove(user.id()));
      pairs.put(user.id(), new Pair(user.id(), Optional.of(user), segment));
    }
    segments.forEach((id, row) -> pairs.put(id, new Pair(id, Optional.empty(), Optional.of(row))));
    return pairs;
  }

  private static Map<Flow, Long> users(Tally tally) {
    return tally.flows().stream().collect(toMap(FlowLine::flow, FlowLine::users));
  }

  private static long sum(Tally tally, Predicate<FlowLine> which) {
    return tally.flows().stream().filter(which).mapToLong(FlowLine::users).sum();
  }

  /** Returns the tally as another worker receives it. */
  private static Tally copy(Tally tally) {
    var json = new ObjectMapper();
    try {
      return json.readValue(json.writeValueAsString(tally), Tally.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
