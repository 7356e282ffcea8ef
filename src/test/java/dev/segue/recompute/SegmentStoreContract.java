package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Assignment;
import dev.segue.segment.Cause;
import dev.segue.segment.Membership;
import dev.segue.segment.Reason;
import dev.segue.segment.Recomputation;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link SegmentStore} has to do. */
public abstract class SegmentStoreContract {
  private static final Reason REASON = new Reason("default", "whatever");

  private final UserId user = new UserId("user-" + UUID.randomUUID());

  protected abstract SegmentStore store();

  /** Writes a user document with this status. */
  protected abstract void write(UserId user, SubscriptionStatus status);

  protected abstract void delete(UserId user);

  @Test
  void a_user_never_seen_has_no_document_and_no_membership() {
    store()
        .update(
            user,
            (status, held, now) -> {
              assertThat(status).isEmpty();
              assertThat(held).isEqualTo(Membership.NONE);
              return new Recomputation(held, held, false);
            });

    assertThat(held()).isEqualTo(Membership.NONE);
  }

  @Test
  void the_decision_hears_the_status_that_the_document_holds_now() {
    for (var status :
        List.of(
            new SubscriptionStatus.Absent(),
            new SubscriptionStatus.Text("active"),
            new SubscriptionStatus.Text(""),
            new SubscriptionStatus.NotText("number"))) {
      write(user, status);
      assertThat(status()).contains(status);
    }
    delete(user);
    assertThat(status()).isEmpty();
  }

  @Test
  void a_membership_is_kept_as_it_was_decided() {
    var first = follow("trial").after();
    var second = follow("subscriber").after();

    assertThat(first.pending()).hasSize(1);
    assertThat(second.pending()).startsWith(first.pending().getFirst()).hasSize(2);
    assertThat(held()).isEqualTo(second);
  }

  @Test
  void a_user_who_is_gone_keeps_a_membership() {
    follow("trial");
    var gone = follow(Optional.empty()).after();

    assertThat(held()).isEqualTo(gone);
    assertThat(gone.revision()).isEqualTo(2);
  }

  @Test
  void time_never_goes_back() {
    var first = follow("trial").after();
    var second = follow("subscriber").after();

    assertThat(second.changedAt()).isAfter(first.changedAt());
  }

  @Test
  void settling_takes_off_what_was_published_and_nothing_else() {
    var first = follow("trial").after();
    var second = follow("subscriber").after();

    store().settle(user, first.pending());

    assertThat(held().pending()).containsExactly(second.pending().getLast());
    assertThat(held().revision()).isEqualTo(2);
  }

  @Test
  void settling_twice_is_settling_once() {
    var pending = follow("trial").after().pending();

    store().settle(user, pending);
    store().settle(user, pending);

    assertThat(held().pending()).isEmpty();
  }

  @Test
  void updates_of_one_user_at_the_same_time_come_one_after_the_other() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var updates =
          Stream.of("a", "b", "c")
              .<Callable<Recomputation>>map(name -> () -> follow(name))
              .toList();
      for (var update : threads.invokeAll(updates)) {
        update.get();
      }
    }

    var pending = held().pending();
    assertThat(pending)
        .extracting(SegmentChange::revision)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3).boxed().toList());
    assertThat(pending.stream().map(change -> Segment.word(change.segment())))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(pending.get(2).previous()).isEqualTo(pending.get(1).segment());
  }

  private Recomputation follow(String segment) {
    return follow(Optional.of(new Assignment(new Segment(segment), REASON, false)));
  }

  private Recomputation follow(Optional<Assignment> assignment) {
    return store()
        .update(
            user,
            (status, held, now) ->
                new Recomputation(
                    held, held.follow(assignment, Cause.event("event-1"), "rules", now), false));
  }

  private Membership held() {
    return store()
        .update(user, (status, held, now) -> new Recomputation(held, held, false))
        .before();
  }

  private Optional<SubscriptionStatus> status() {
    var seen = new AtomicReference<Optional<SubscriptionStatus>>();
    store()
        .update(
            user,
            (status, held, now) -> {
              seen.set(status);
              return new Recomputation(held, held, false);
            });
    return seen.get();
  }
}
