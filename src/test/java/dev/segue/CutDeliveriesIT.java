package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.segue.config.RulesFile;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import dev.segue.recompute.Writes;
import dev.segue.segment.Membership;
import dev.segue.segment.UserId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deliveries whose process ends, and their redelivery to another process. */
class CutDeliveriesIT extends StackFixture {
  /** The JVM's exit code after SIGTERM. */
  private static final int TERMINATED = 143;

  CutDeliveriesIT(LocalStack stack) {
    super(stack);
  }

  @AfterEach
  void calmDown() {
    stack.reset();
  }

  /** The call that a delivery waits for when its process ends. */
  enum CutAt {
    LOOK(Proxies.LOOK, 0, false),
    WRITE(Proxies.WRITE, 0, false),
    PUBLISH(Proxies.PUBLISH, 0, true),
    SETTLE(Proxies.WRITE, 1, true);

    private final String method;
    private final int before;
    private final boolean committed;

    /**
     * @param before the number of calls of the same method before
     * @param committed whether the change is in the database
     */
    CutAt(String method, int before, boolean committed) {
      this.method = method;
      this.before = before;
      this.committed = committed;
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_delivery_that_sigterm_cuts_at_any_step_is_done_by_its_redelivery(CutAt step) {
    cutSecondOfThreeChanges(
        step,
        function -> {
          function.stop();
          assertThat(function.awaitExit(Duration.ZERO)).isEqualTo(TERMINATED);
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"WRITE", "PUBLISH", "SETTLE"})
  void a_delivery_killed_at_any_step_is_done_by_its_redelivery(CutAt step) {
    cutSecondOfThreeChanges(step, FunctionProcess::kill);
    var copies = received(id).messages().subList(1, step == CutAt.SETTLE ? 3 : 2);
    assertThat(copies.getLast().getData()).isEqualTo(copies.getFirst().getData());
    assertThat(copies.getLast().getAttributesMap()).isEqualTo(copies.getFirst().getAttributesMap());
  }

  /** With many pending changes one call publishes twice. */
  @Test
  void a_delivery_killed_between_two_publishes_is_done_by_its_redelivery() {
    leaveUnpublished(Membership.MAX_PENDING);

    cut(Proxies.PUBLISH, 1, "active", FunctionProcess::kill);
    assertThat(users.pending(id)).isEqualTo(List.of(51L));
    redeliver();

    assertThatNothingIsPendingAndRevisionsAre(51);
  }

  private void cutSecondOfThreeChanges(CutAt step, Consumer<FunctionProcess> end) {
    users.write(id, "trialing");
    stack.trigger().awaitQuiet(PATIENCE);

    cut(step.method, step.before, "active", end);
    assertThat(users.pending(id)).isEqualTo(step.committed ? List.of(2L) : List.of());
    redeliver();
    assertThatNothingIsPendingAndRevisionsAre(2);

    users.write(id, "canceled");
    stack.trigger().awaitQuiet(PATIENCE);
    assertThatNothingIsPendingAndRevisionsAre(3);
    assertThat(received(id).segments()).containsExactly("trial", "subscriber", "churned");
  }

  /** Writes a status, and ends the process that gets its event at a call without an answer. */
  private void cut(String method, int before, String status, Consumer<FunctionProcess> end) {
    try (var function = proxies.startSegmentUser()) {
      proxies.inject(method, before, new Fault.None());
      proxies.inject(method, 100, new Fault.Hang());
      stack.trigger().routeTo(function.url());
      users.write(id, status);
      await().atMost(PATIENCE).until(() -> proxies.count(method) > before);
      stack.trigger().pause();
      end.accept(function);
    }
  }

  private void redeliver() {
    stack.trigger().routeTo(stack.url());
    stack.trigger().resume();
    stack.trigger().awaitQuiet(PATIENCE);
  }

  private void assertThatNothingIsPendingAndRevisionsAre(long last) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(received(id).revisions())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, last).boxed().toList()));
    assertThat(received(id).distinct()).hasSize((int) last);
    var segment = users.segment(id);
    assertThat(segment.getLong("revision")).isEqualTo(last);
    assertThat(users.pending(id)).isEmpty();
  }

  private void leaveUnpublished(int count) {
    var store = new FirestoreSegmentStore(stack.firestore(), "segments", RulesFile.packaged());
    for (int i = 0; i < count; i++) {
      Writes.move(store, new UserId(id), "segment" + i);
    }
  }
}
