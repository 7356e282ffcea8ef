package dev.segue.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.SegmentChanges;
import dev.segue.segment.Cause;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EveryScheduleTest {
  private static final Optional<SubscriptionStatus> TRIALING = status("trialing");
  private static final Optional<SubscriptionStatus> ACTIVE = status("active");
  private static final Optional<SubscriptionStatus> GONE = Optional.empty();

  private static final List<Optional<SubscriptionStatus>> BACK_AND_FORTH =
      List.of(TRIALING, ACTIVE, TRIALING);

  /** Every history of three writes that each move the user, but for the segments' names. */
  static Stream<Named<List<Optional<SubscriptionStatus>>>> histories() {
    return Stream.of(
        Named.of("moved back and forth", BACK_AND_FORTH),
        Named.of("moved, deleted", List.of(TRIALING, ACTIVE, GONE)),
        Named.of("deleted, created as before", List.of(TRIALING, GONE, TRIALING)),
        Named.of("deleted, created elsewhere", List.of(TRIALING, GONE, ACTIVE)));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void no_schedule_of_two_deliveries_at_once_and_two_faults_breaks_a_promise(
      List<Optional<SubscriptionStatus>> writes) {
    explore(new Scenario(UseCase::segue, World.EMPTY, writes, 2, 2));
  }

  @Test
  void no_schedule_of_three_deliveries_at_once_breaks_a_promise() {
    explore(new Scenario(UseCase::segue, World.EMPTY, BACK_AND_FORTH, 3, 0));
  }

  @Test
  void no_schedule_that_begins_with_all_the_changes_pending_that_there_may_be_breaks_a_promise() {
    explore(new Scenario(UseCase::segue, backlog(), List.of(GONE), 2, 1));
  }

  @ParameterizedTest
  @EnumSource
  void each_way_that_looks_the_same_is_caught(BrokenUseCase broken) {
    assertThat(histories().map(Named::getPayload))
        .anySatisfy(
            writes ->
                assertThatExceptionOfType(BrokenPromise.class)
                    .isThrownBy(
                        () ->
                            new Explorer(new Scenario(broken, World.EMPTY, writes, 2, 2)).explore())
                    .withMessageStartingWith(broken.promise()));
  }

  private static void explore(Scenario scenario) {
    var explorer = new Explorer(scenario);
    var schedules = explorer.explore();
    System.out.printf(
        "Writes: %d, deliveries at once: %d, faults: %d or less: %,d schedules, %,d states%n",
        scenario.writes().size(),
        scenario.processes(),
        scenario.faults(),
        schedules,
        explorer.states());
  }

  /** A user who went on changing while nothing could be published. */
  private static World backlog() {
    SegmentChanges refused =
        (user, changes) -> {
          throw new UnavailableException("topic: refused");
        };
    var world = World.EMPTY;
    while (!world.held().isFull()) {
      var steps = new Undisturbed(world.write(world.writes() % 2 == 0 ? TRIALING : ACTIVE));
      var segments = UseCase.segue(new SteppedSegmentStore(steps), refused);
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(
              () -> segments.recompute(Delivery.USER, Cause.event("earlier"), Optional.empty()));
      world = steps.world();
    }
    return world;
  }

  private static Optional<SubscriptionStatus> status(String text) {
    return Optional.of(new SubscriptionStatus.Text(text));
  }
}
