package dev.segue.recompute;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Membership;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link SegmentStore} has to do. */
public abstract class SegmentStoreContract {
  static final SubscriptionStatus ACTIVE = new SubscriptionStatus.Text("active");
  private static final SubscriptionStatus CANCELED = new SubscriptionStatus.Text("canceled");

  final UserId user = new UserId("user-" + UUID.randomUUID());

  protected abstract SegmentStore store();

  /** Writes a user document with this status. */
  protected abstract void write(UserId user, SubscriptionStatus status);

  /** Deletes the user document, and none below it. */
  protected abstract void delete(UserId user);

  @Test
  void a_user_never_seen_has_no_document_and_no_membership() {
    assertThat(look().user()).isEmpty();
    assertThat(look().held()).isEqualTo(Membership.NONE);
    assertThat(look().segmentVersion()).isEmpty();
  }

  @Test
  void a_look_sees_the_status_that_the_document_contains_now() {
    for (var status :
        List.of(
            new SubscriptionStatus.Absent(),
            ACTIVE,
            new SubscriptionStatus.Text(""),
            new SubscriptionStatus.NotText("number"))) {
      write(user, status);
      assertThat(look().user().map(User::status)).contains(status);
    }
    delete(user);
    assertThat(look().user()).isEmpty();
  }

  @Test
  void each_version_of_the_user_is_newer_than_the_one_before_and_not_newer_than_the_look() {
    write(user, ACTIVE);
    var first = look();
    write(user, ACTIVE);
    write(user, CANCELED);
    var second = look();

    assertThat(second.user().orElseThrow().updatedAt())
        .isAfter(first.user().orElseThrow().updatedAt())
        .isAfterOrEqualTo(first.time())
        .isBeforeOrEqualTo(second.time());
  }

  @Test
  void a_deletion_comes_after_the_version_that_it_deleted() {
    write(user, ACTIVE);
    var version = look().user().orElseThrow().updatedAt();
    delete(user);

    assertThat(look().time()).isAfter(version);
  }

  @Test
  void changes_are_stored_as_they_were_decided() {
    var first = move("trial");
    var second = move("subscriber");

    var held = look().held();
    assertThat(held.pending()).containsExactly(first, second);
    assertThat(held)
        .isEqualTo(
            Membership.NONE
                .marked(held.asOf(), held.seen(), Optional.empty())
                .with(first)
                .with(second));
    assertThat(second.changedAt()).isAfter(first.changedAt());
  }

  @Test
  void a_mark_alters_nothing_but_the_time_and_what_was_seen() {
    move("trial");
    write(user, ACTIVE);
    var before = look();
    var time = before.held().asOf().plusSeconds(1);

    assertThat(isMarked(before, time)).isTrue();

    assertThat(look().held())
        .isEqualTo(before.held().marked(time, before.seen(), Optional.empty()))
        .isNotEqualTo(before.held());
  }

  @Test
  void what_is_seen_differs_with_each_version_of_the_user_and_without_one() {
    var seen = new HashSet<String>();
    seen.add(look().seen());
    for (var status : List.of(ACTIVE, CANCELED, ACTIVE)) {
      write(user, status);
      assertThat(look().seen()).isEqualTo(look().seen());
      assertThat(seen.add(look().seen())).isTrue();
    }
    delete(user);
    assertThat(seen.add(look().seen())).isFalse();
  }

  @Test
  void when_a_user_is_due_is_stored_until_it_is_another_time_or_none() {
    var first = Instant.parse("2027-01-02T03:04:05.000006Z");
    for (var due :
        List.of(
            Optional.of(first),
            Optional.of(first.plusNanos(1_000)),
            Optional.of(Instant.parse("9999-12-31T23:59:59.999999Z")),
            Optional.<Instant>empty())) {
      Writes.due(store(), user, due);

      assertThat(look().held().due()).isEqualTo(due);
    }
  }

  @Test
  void a_user_never_seen_can_be_marked() {
    var look = look();

    assertThat(isMarked(look, look.time())).isTrue();

    assertThat(look().held())
        .isEqualTo(Membership.NONE.marked(look.time(), look.seen(), Optional.empty()));
    assertThat(isMoved(look, "trial")).isFalse();
  }

  @Test
  void a_deleted_user_keeps_a_membership() {
    move("trial");
    var gone = Writes.move(store(), user, Optional.empty());

    assertThat(look().held().segment()).isEmpty();
    assertThat(look().held().revision()).isEqualTo(2).isEqualTo(gone.revision());
  }

  @Test
  void settling_removes_all_that_is_pending_in_the_version_that_was_seen_or_written() {
    move("trial");
    move("subscriber");
    Writes.settle(store(), user);

    assertThat(look().held().pending()).isEmpty();
    assertThat(look().held().revision()).isEqualTo(2);

    var look = look();
    var write = Writes.move(look, Optional.of(new Segment("churned")));
    var version = store().write(user, look, write).orElseThrow();
    assertThat(store().settle(user, version)).isTrue();
    assertThat(look().held()).isEqualTo(write.next().settled());
  }

  @Test
  void settling_another_version_is_refused() {
    move("trial");
    var earlier = look().segmentVersion().orElseThrow();
    var later = move("subscriber");
    assertThat(store().settle(user, earlier)).isFalse();

    assertThat(look().held().pending()).contains(later);
    Writes.settle(store(), user);
    assertThat(store().settle(user, earlier)).isFalse();
  }

  @Test
  void a_write_is_refused_if_the_segment_was_written_since_the_look() {
    move("trial");
    var beforeMark = look();
    assertThat(isMarked(beforeMark, beforeMark.held().asOf().plusSeconds(1))).isTrue();
    var beforeSettling = look();
    Writes.settle(store(), user);
    var held = look().held();

    assertThat(isMoved(beforeMark, "late")).isFalse();
    assertThat(isMoved(beforeSettling, "late")).isFalse();

    assertThat(look().held()).isEqualTo(held);
  }

  @Test
  void one_of_several_concurrent_writes_after_the_same_look_succeeds() throws Exception {
    for (int round = 0; round < 2; round++) {
      var look = look();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var writes =
            Stream.of("a", "b", "c")
                .<Callable<Boolean>>map(name -> () -> isMoved(look, name + look.held().revision()))
                .toList();
        int written = 0;
        for (var write : threads.invokeAll(writes)) {
          written += write.get(30, SECONDS) ? 1 : 0;
        }
        assertThat(written).isEqualTo(1);
      }
      assertThat(look().held().revision()).isEqualTo(look.held().revision() + 1);
    }
  }

  @Test
  void the_user_can_be_written_between_look_and_write() {
    write(user, ACTIVE);
    var look = look();
    write(user, CANCELED);

    assertThat(isMoved(look, "subscriber")).isTrue();
    assertThat(look().user().map(User::status)).contains(CANCELED);
  }

  final Look look() {
    return store().look(user);
  }

  private SegmentChange move(String segment) {
    return Writes.move(store(), user, segment);
  }

  private boolean isMoved(Look look, String segment) {
    var write = Writes.move(look, Optional.of(new Segment(segment)));
    return store().write(user, look, write).isPresent();
  }

  private boolean isMarked(Look look, Instant version) {
    return store().write(user, look, Writes.mark(look, version, Optional.empty())).isPresent();
  }
}
