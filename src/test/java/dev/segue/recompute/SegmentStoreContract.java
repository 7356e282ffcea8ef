package dev.segue.recompute;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Membership;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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
    var look = store().look(user);

    assertThat(look.user()).isEmpty();
    assertThat(look.held()).isEqualTo(Membership.NONE);
    assertThat(look.segmentVersion()).isEmpty();
  }

  @Test
  void a_look_sees_the_status_that_the_document_holds_now() {
    for (var status :
        List.of(
            new SubscriptionStatus.Absent(),
            new SubscriptionStatus.Text("active"),
            new SubscriptionStatus.Text(""),
            new SubscriptionStatus.NotText("number"))) {
      write(user, status);
      assertThat(store().look(user).user().map(User::status)).contains(status);
    }
    delete(user);
    assertThat(store().look(user).user()).isEmpty();
  }

  @Test
  void each_version_of_the_user_is_newer_than_the_one_before_and_not_newer_than_the_look() {
    write(user, new SubscriptionStatus.Text("active"));
    var first = store().look(user);
    write(user, new SubscriptionStatus.Text("active"));
    write(user, new SubscriptionStatus.Text("canceled"));
    var second = store().look(user);

    assertThat(second.user().orElseThrow().updatedAt())
        .isAfter(first.user().orElseThrow().updatedAt())
        .isAfterOrEqualTo(first.time())
        .isBeforeOrEqualTo(second.time());
  }

  @Test
  void a_deletion_comes_after_the_version_that_it_deleted() {
    write(user, new SubscriptionStatus.Text("active"));
    var version = store().look(user).user().orElseThrow().updatedAt();
    delete(user);

    assertThat(store().look(user).time()).isAfter(version);
  }

  @Test
  void changes_are_kept_as_they_were_decided() {
    var first = move("trial");
    var second = move("subscriber");

    var held = store().look(user).held();
    assertThat(held.pending()).containsExactly(first, second);
    assertThat(held)
        .isEqualTo(Membership.NONE.asOf(held.asOf(), Optional.empty()).with(first).with(second));
  }

  @Test
  void a_mark_alters_nothing_but_the_version_it_names() {
    move("trial");
    var before = store().look(user);
    var version = before.held().asOf().plusSeconds(1);

    assertThat(
            store()
                .write(
                    user, before, new Update(version, Optional.empty(), REASON, "rules", none())))
        .isTrue();

    assertThat(store().look(user).held()).isEqualTo(before.held().asOf(version, Optional.empty()));
  }

  @Test
  void when_time_moves_the_user_is_kept_until_it_is_another_time_or_none() {
    var first = Instant.parse("2027-01-02T03:04:05.000006Z");
    for (var due :
        List.of(
            Optional.of(first),
            Optional.of(first.plusNanos(1_000)),
            Optional.of(Instant.parse("9999-12-31T23:59:59.999999Z")),
            Optional.<Instant>empty())) {
      var look = store().look(user);
      store().write(user, look, new Update(look.time(), due, REASON, "rules", none()));

      assertThat(store().look(user).held().due()).isEqualTo(due);
    }
  }

  @Test
  void a_user_never_seen_can_be_marked() {
    var look = store().look(user);

    assertThat(
            store()
                .write(
                    user, look, new Update(look.time(), Optional.empty(), REASON, "rules", none())))
        .isTrue();

    assertThat(store().look(user).held())
        .isEqualTo(Membership.NONE.asOf(look.time(), Optional.empty()));
    assertThat(
            store().write(user, look, SegmentMoves.update(look, Optional.of(new Segment("trial")))))
        .isFalse();
  }

  @Test
  void a_user_who_is_gone_keeps_a_membership() {
    move("trial");
    var gone = SegmentMoves.move(store(), user, Optional.empty());

    var held = store().look(user).held();
    assertThat(held.segment()).isEmpty();
    assertThat(held.revision()).isEqualTo(2).isEqualTo(gone.revision());
  }

  @Test
  void time_never_goes_back() {
    var first = move("trial");
    var second = move("subscriber");

    assertThat(second.changedAt()).isAfter(first.changedAt());
  }

  @Test
  void settling_takes_off_what_was_published_and_nothing_else() {
    var first = move("trial");
    var second = move("subscriber");

    store().settle(user, List.of(first));

    assertThat(store().look(user).held().pending()).containsExactly(second);
    assertThat(store().look(user).held().revision()).isEqualTo(2);
  }

  @Test
  void settling_twice_is_settling_once() {
    var change = move("trial");

    store().settle(user, List.of(change));
    store().settle(user, List.of(change));

    assertThat(store().look(user).held().pending()).isEmpty();
  }

  @Test
  void a_write_is_refused_once_anybody_wrote_the_segment_since_the_look() {
    var change = move("trial");
    var beforeMark = store().look(user);
    mark();
    var beforeSettling = store().look(user);
    store().settle(user, List.of(change));
    var held = store().look(user).held();

    for (var look : List.of(beforeMark, beforeSettling)) {
      assertThat(
              store()
                  .write(user, look, SegmentMoves.update(look, Optional.of(new Segment("late")))))
          .isFalse();
    }

    assertThat(store().look(user).held()).isEqualTo(held);
  }

  @Test
  void of_writes_after_the_same_look_one_is_kept() throws Exception {
    for (int round = 0; round < 2; round++) {
      var look = store().look(user);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var writes =
            Stream.of("a", "b", "c")
                .map(
                    name ->
                        SegmentMoves.update(
                            look, Optional.of(new Segment(name + look.held().revision()))))
                .<Callable<Boolean>>map(update -> () -> store().write(user, look, update))
                .toList();
        int kept = 0;
        for (var write : threads.invokeAll(writes)) {
          kept += write.get(30, SECONDS) ? 1 : 0;
        }
        assertThat(kept).isEqualTo(1);
      }
      assertThat(store().look(user).held().revision()).isEqualTo(look.held().revision() + 1);
    }
  }

  @Test
  void the_user_can_be_written_between_look_and_write() {
    write(user, new SubscriptionStatus.Text("active"));
    var look = store().look(user);
    write(user, new SubscriptionStatus.Text("canceled"));

    assertThat(
            store()
                .write(
                    user, look, SegmentMoves.update(look, Optional.of(new Segment("subscriber")))))
        .isTrue();
    assertThat(store().look(user).user().map(User::status))
        .contains(new SubscriptionStatus.Text("canceled"));
  }

  private SegmentChange move(String segment) {
    return SegmentMoves.move(store(), user, segment);
  }

  private void mark() {
    var look = store().look(user);
    var version = look.held().asOf().plusSeconds(1);
    assertThat(
            store()
                .write(user, look, new Update(version, Optional.empty(), REASON, "rules", none())))
        .isTrue();
  }

  private static Optional<SegmentChange> none() {
    return Optional.empty();
  }
}
