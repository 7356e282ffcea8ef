package dev.segue.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.recompute.ChangePublisher;
import dev.segue.segment.Cause;
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
  private static final Happening TRIALING = Happening.written("trialing");
  private static final Happening ACTIVE = Happening.written("active");
  private static final Happening GONE = new Happening.Deleted();
  private static final Happening TIME_PASSES = new Happening.TimePasses();
  private static final Happening SUBSCRIBED = new Happening.Subscribed("a", true);
  private static final Happening UNSUBSCRIBED = new Happening.Unsubscribed("a");
  private static final Happening REPAIRED = new Happening.Repaired();

  private static final List<Happening> BACK_AND_FORTH = List.of(TRIALING, ACTIVE, TRIALING);

  /** Every history of three writes that each move the user, apart from the segments' names. */
  static Stream<Named<List<Happening>>> histories() {
    return Stream.of(
        Named.of("moved back and forth", BACK_AND_FORTH),
        Named.of("moved, deleted", List.of(TRIALING, ACTIVE, GONE)),
        Named.of("deleted, created as before", List.of(TRIALING, GONE, TRIALING)),
        Named.of("deleted, created elsewhere", List.of(TRIALING, GONE, ACTIVE)));
  }

  /** Time moves the user, or would without a write. */
  static Stream<Named<List<Happening>>> historiesWithTime() {
    return Stream.of(
        Named.of(
            "moved by time, and back", List.of(Happening.offered(2, 3), TIME_PASSES, TIME_PASSES)),
        Named.of(
            "moved by time, then by a write",
            List.of(Happening.offered(2, 9), TIME_PASSES, ACTIVE)),
        Named.of(
            "moved by a write at the very moment",
            List.of(Happening.offered(2, 9), ACTIVE, TIME_PASSES)),
        Named.of(
            "written again as time moves the user",
            List.of(Happening.offered(3, 9), Happening.offered(8, 9), TIME_PASSES)),
        Named.of(
            "deleted at the very moment", List.of(Happening.offered(2, 9), GONE, TIME_PASSES)));
  }

  /** Documents below the user's come and go. */
  static Stream<Named<List<Happening>>> historiesOfSeveralDocuments() {
    return Stream.of(
        Named.of("came and went", List.of(ACTIVE, SUBSCRIBED, UNSUBSCRIBED)),
        Named.of("came before the user", List.of(SUBSCRIBED, ACTIVE, UNSUBSCRIBED)),
        Named.of("outlived the user", List.of(ACTIVE, SUBSCRIBED, GONE)),
        Named.of("outlived the user, who returned", List.of(ACTIVE, SUBSCRIBED, GONE, TRIALING)),
        Named.of("never had a user", List.of(SUBSCRIBED, UNSUBSCRIBED, SUBSCRIBED)),
        Named.of(
            "written twice",
            List.of(ACTIVE, SUBSCRIBED, new Happening.Subscribed("a", false), SUBSCRIBED)),
        Named.of(
            "an older one deleted after another came",
            List.of(ACTIVE, SUBSCRIBED, new Happening.Subscribed("b", false), UNSUBSCRIBED)),
        Named.of(
            "the newest deleted",
            List.of(ACTIVE, new Happening.Subscribed("b", false), SUBSCRIBED, UNSUBSCRIBED)));
  }

  /** Events are lost, and an operator repairs the user. */
  static Stream<Named<List<Happening>>> historiesWithARepair() {
    return Stream.of(
        Named.of("deletion lost", List.of(TRIALING, new Happening.Unnoticed(GONE), REPAIRED)),
        Named.of(
            "return lost", List.of(TRIALING, ACTIVE, new Happening.Unnoticed(TRIALING), REPAIRED)),
        Named.of(
            "deletion below lost",
            List.of(ACTIVE, SUBSCRIBED, new Happening.Unnoticed(UNSUBSCRIBED), REPAIRED)));
  }

  @ParameterizedTest
  @MethodSource({"historiesOfSeveralDocuments", "historiesWithARepair"})
  void no_schedule_of_several_documents_or_with_a_repair_breaks_a_promise(
      List<Happening> happenings) {
    int faults = happenings.size() > 3 ? 0 : 1;
    explore(new Scenario(UseCase::segue, World.EMPTY, happenings, 2, faults));
  }

  @ParameterizedTest
  @MethodSource("historiesWithTime")
  void no_schedule_in_which_time_passes_breaks_a_promise(List<Happening> happenings) {
    explore(new Scenario(UseCase::segue, World.EMPTY, happenings, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void no_schedule_of_two_concurrent_deliveries_and_two_faults_breaks_a_promise(
      List<Happening> happenings) {
    explore(new Scenario(UseCase::segue, World.EMPTY, happenings, 2, 2));
  }

  @Test
  void no_schedule_of_three_concurrent_deliveries_breaks_a_promise() {
    explore(new Scenario(UseCase::segue, World.EMPTY, BACK_AND_FORTH, 3, 0));
  }

  @Test
  void no_schedule_that_begins_with_the_most_pending_changes_breaks_a_promise() {
    explore(new Scenario(UseCase::segue, backlog(), List.of(GONE), 2, 1));
  }

  @ParameterizedTest
  @EnumSource
  void each_broken_variant_is_caught(BrokenUseCase broken) {
    assertThat(
            Stream.of(
                    histories(),
                    historiesWithTime(),
                    historiesOfSeveralDocuments(),
                    historiesWithARepair())
                .flatMap(it -> it)
                .map(Named::getPayload))
        .anySatisfy(
            happenings ->
                assertThatExceptionOfType(Explorer.BrokenPromise.class)
                    .isThrownBy(
                        () ->
                            new Explorer(new Scenario(broken, World.EMPTY, happenings, 2, 1))
                                .explore())
                    .withMessageStartingWith(broken.promise()));
  }

  private static void explore(Scenario scenario) {
    var explorer = new Explorer(scenario);
    var schedules = explorer.explore();
    System.out.printf(
        "Happenings: %d, concurrent deliveries: %d, faults: %d or fewer: %,d schedules, %,d states%n",
        scenario.happenings().size(),
        scenario.processes(),
        scenario.faults(),
        schedules,
        explorer.states());
  }

  /** A user who kept changing while nothing could be published. */
  private static World backlog() {
    ChangePublisher refused =
        (user, changes) -> {
          throw new UnavailableException("topic: refused");
        };
    var world = World.EMPTY;
    while (!world.held().isFull()) {
      var steps = new Undisturbed(world.after(world.happenings() % 2 == 0 ? TRIALING : ACTIVE));
      var recompute = UseCase.segue(new SteppedSegmentStore(steps), refused);
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(
              () -> recompute.recompute(UseCase.USER, Cause.event("earlier"), Optional.empty()));
      world = steps.world();
    }
    return world;
  }
}
