package dev.segue.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.segue.fuzz.Fuzz;
import dev.segue.segment.Assignment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  void a_merge_pairs_what_a_naive_join_pairs() {
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
  void flows_are_those_that_a_naive_join_counts_and_who_has_to_be_recomputed_is_told() {
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
            var from = pair.segment().map(SegmentRow::place).orElse(Place.NONE);
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
            if (recent || from.equals(Place.UNREADABLE)) {
              continue;
            }
            if (!from.equals(to)) {
              moving.add(pair.id());
            } else if (!pair.due().equals(due)) {
              timed.add(pair.id());
            }
            if (pair.segment().filter(s -> s.pending() > 0).isPresent()
                && !pair.segment().get().updatedAt().isAfter(Worlds.SETTLED)) {
              publishing.add(pair.id());
            }
          }
          assertThat(users(tally)).isEqualTo(flows);
          assertThat(tally.moves()).isEqualTo(moving.size());
          assertThat(tally.toBeTimed()).isEqualTo(timed.size());
          moving.addAll(timed);
          moving.addAll(publishing);
          assertThat(recompute).isEqualTo(moving);
          assertThat(tally.recompute()).isEqualTo(moving.size());
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
              .isEqualTo(tally.users())
              .isEqualTo(world.users().size());
          assertThat(sum(tally, flow -> !flow.from().equals(Place.NONE)))
              .isEqualTo(tally.segmentDocuments());
          assertThat(tally.segmentDocuments() + tally.foreignDocuments())
              .isEqualTo(world.segments().size());
        });
  }

  @Test
  void tallies_of_parts_add_up_to_the_tally_of_the_whole() {
    Fuzz.tries(
        200,
        draw -> Map.entry(Worlds.draw(draw), 1 + draw.below(5)),
        drawn -> {
          var world = drawn.getKey();
          var parts = new ArrayList<Tally>();
          for (int part = 0; part < drawn.getValue(); part++) {
            int now = part;
            Predicate<Row> mine =
                row -> Math.floorMod(row.id().hashCode(), drawn.getValue()) == now;
            parts.add(
                compare(
                    new Worlds(
                        world.users().stream().filter(mine).toList(),
                        world.segments().stream().filter(mine).toList()),
                    new HashSet<>()));
          }
          var sum = new Tally();
          parts.reversed().forEach(part -> sum.addAll(copy(part)));
          var whole = compare(world, new HashSet<>());
          assertThat(sum)
              .usingRecursiveComparison()
              .ignoringFieldsMatchingRegexes(".*kept")
              .isEqualTo(whole);
          assertThat(samples(sum)).isEqualTo(samples(whole));
          assertThat(sum.faults()).isEqualTo(whole.faults());
        });
  }

  @Test
  void very_many_unknown_statuses_are_counted_and_the_first_are_told_apart() {
    var one = new StatusCounts();
    var other = new StatusCounts();
    for (int i = 0; i < 1_000; i++) {
      (i % 3 == 0 ? one : other).add("status %03d".formatted(i % 500), 1);
    }
    one.addAll(other);

    assertThat(one.users()).isEqualTo(1_000);
    assertThat(one.counts()).hasSize(200).containsEntry("status 000", 2L);
    assertThat(one.counts().lastKey()).isEqualTo("status 199");
    assertThat(one.others()).isEqualTo(600);
  }

  @Test
  void documents_out_of_order_are_refused_rather_than_paired_wrongly() {
    var merge =
        new OrderedMerge(
            List.of(user("b"), user("a")).iterator(), List.<SegmentRow>of().iterator());

    assertThatIllegalStateException()
        .isThrownBy(() -> merge.forEachRemaining(pair -> {}))
        .withMessage("documents came out of order: 'a' after 'b'");
  }

  @Test
  void a_user_whose_id_segue_does_not_take_is_named_and_not_recomputed() {
    var recompute = new HashSet<String>();
    var foreign = Rows.segment("__id8__", Place.NONE, Optional.empty());
    var users = List.of(user("__id7__"), user("__id8__"));
    var tally = compare(new Worlds(users, List.of(foreign)), recompute);

    assertThat(tally.faults())
        .containsExactly(
            new UnreadableDocument("__id7__", "no user id"),
            new UnreadableDocument("__id8__", "no user id"));
    assertThat(recompute).isEmpty();
    assertThat(tally.moves()).isZero();
  }

  private static UserRow user(String id) {
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
    var segments = new HashMap<String, SegmentRow>();
    world.segments().forEach(segment -> segments.put(segment.id(), segment));
    for (var user : world.users()) {
      var segment = Optional.ofNullable(segments.remove(user.id()));
      pairs.put(user.id(), new Pair(user.id(), Optional.of(user), segment));
    }
    segments.forEach((id, row) -> pairs.put(id, new Pair(id, Optional.empty(), Optional.of(row))));
    return pairs;
  }

  private static Map<Flow, Long> users(Tally tally) {
    var users = new TreeMap<Flow, Long>();
    tally.flows().forEach((flow, counted) -> users.put(flow, counted.users()));
    return users;
  }

  private static Map<Flow, List<Sample>> samples(Tally tally) {
    var samples = new TreeMap<Flow, List<Sample>>();
    tally.flows().forEach((flow, counted) -> samples.put(flow, counted.samples()));
    return samples;
  }

  private static long sum(Tally tally, Predicate<Flow> which) {
    return tally.flows().entrySet().stream()
        .filter(flow -> which.test(flow.getKey()))
        .mapToLong(flow -> flow.getValue().users())
        .sum();
  }

  /** As a tally goes from one worker to another. */
  private static Tally copy(Tally tally) {
    try {
      var bytes = new ByteArrayOutputStream();
      try (var out = new ObjectOutputStream(bytes)) {
        out.writeObject(tally);
      }
      try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (Tally) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
