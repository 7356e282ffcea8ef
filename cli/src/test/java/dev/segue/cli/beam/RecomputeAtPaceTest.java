package dev.segue.cli.beam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecomputeAtPaceTest {
  private static final Outcome DONE =
      new Outcome(1, Optional.empty(), List.of(), true, false, new TreeMap<>());

  private final ConcurrentLinkedQueue<Duration> pauses = new ConcurrentLinkedQueue<>();
  private final ConcurrentHashMap<String, AtomicInteger> attempts = new ConcurrentHashMap<>();

  @Test
  void unavailability_is_retried_and_an_unreadable_segment_is_not() {
    var results =
        recompute(
            2,
            List.of("ada", "bob", "cem"),
            user -> {
              if (user.equals("bob")) {
                throw new PermanentFailureException("segments/bob", "revision is missing");
              }
              if (user.equals("ada") && attempts.get("ada").get() < 3) {
                throw unavailable();
              }
            });

    assertThat(results)
        .extracting(RecomputeAtPace.Result::user)
        .containsExactly("ada", "bob", "cem");
    assertThat(results)
        .extracting(result -> result.outcome().isPresent())
        .containsExactly(true, false, true);
    assertThat(results.get(1).reason()).isEqualTo("revision is missing");
    assertThat(attempts.get("bob").get()).isEqualTo(1);
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void a_user_who_fails_for_any_reason_does_not_stop_the_others() {
    var results =
        recompute(
            4,
            List.of("ada", "no/id", "bob"),
            user -> {
              if (user.equals("ada")) {
                throw new IllegalStateException("50 changes are pending");
              }
            });

    assertThat(results)
        .extracting(RecomputeAtPace.Result::reason)
        .containsExactly(
            "java.lang.IllegalStateException: 50 changes are pending",
            "java.lang.IllegalArgumentException: not a document id: 'no/id'",
            "");
  }

  static Stream<RuntimeException> failures() {
    return Stream.of(unavailable(), new PermanentFailureException("changes of ada", "refused"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void after_many_failures_in_a_row_one_user_at_a_time_is_tried_and_the_others_do_not_wait_for_ever(
      RuntimeException failure) {
    var users = IntStream.range(0, 500).mapToObj(i -> "user" + i).toList();

    var results =
        recompute(
            1,
            users,
            user -> {
              throw failure;
            });

    assertThat(attempts).hasSizeBetween(RecomputeAtPace.TOO_MANY + RecomputeAtPace.MOST_TRIES, 400);
    assertThat(results).hasSize(500).allMatch(result -> result.outcome().isEmpty());
    assertThat(results)
        .extracting(RecomputeAtPace.Result::reason)
        .contains("not tried: 50 users in a row had failed, and 24 tries after them");
  }

  @Test
  void after_an_outage_all_others_are_recomputed() {
    var users = IntStream.range(0, 500).mapToObj(i -> "user" + i).toList();
    var calls = new AtomicInteger();

    var results =
        recompute(
            8,
            users,
            user -> {
              if (calls.incrementAndGet() < 160) {
                throw unavailable();
              }
            });

    assertThat(results).filteredOn(result -> result.outcome().isEmpty()).hasSizeLessThan(74);
  }

  @Test
  void the_permitted_number_of_users_is_recomputed_concurrently() {
    var now = new AtomicInteger();
    var most = new AtomicInteger();
    var three = new CyclicBarrier(3);

    recompute(
        3,
        IntStream.range(0, 60).mapToObj(i -> "user" + i).toList(),
        user -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          meet(three);
          now.decrementAndGet();
        });

    assertThat(most.get()).isEqualTo(3);
  }

  private List<RecomputeAtPace.Result> recompute(
      int atATime, List<String> users, Consumer<String> work) {
    Function<UserId, Outcome> recompute =
        user -> {
          attempts.computeIfAbsent(user.value(), u -> new AtomicInteger()).incrementAndGet();
          work.accept(user.value());
          return DONE;
        };
    var ramp = new Ramp(Instant.EPOCH, 1, 0, false);
    return new RecomputeAtPace(recompute, ramp, atATime, pauses::add, Duration.ofMillis(1))
        .recompute(users);
  }

  private static void meet(CyclicBarrier others) {
    try {
      others.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  private static UnavailableException unavailable() {
    return new UnavailableException("Pub/Sub: UNAVAILABLE");
  }
}
