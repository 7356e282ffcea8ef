package dev.segue.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.Writes;
import dev.segue.segment.Membership;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link PendingUserFinder} has to do. Each test finds an empty store. */
public abstract class PendingUserFinderContract {
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");

  protected abstract SegmentStore store();

  /** Returns a finder of the users in the store. */
  protected abstract PendingUserFinder finder(int pageSize);

  @Test
  void without_pending_changes_there_is_no_page() {
    store().settle(ALICE, List.of(move(ALICE, "trial")));

    assertThat(finder(3).pages()).isEmpty();
  }

  @Test
  void users_are_found_with_the_time_of_their_oldest_pending_change() {
    var published = List.of(move(ALICE, "trial"));
    var alice = move(ALICE, "subscriber");
    move(ALICE, "churned");
    store().settle(ALICE, published);
    var bob = move(BOB, "trial");

    assertThat(all(3))
        .containsExactlyInAnyOrder(
            PendingUser.since(ALICE, Optional.of(alice.changedAt())),
            PendingUser.since(BOB, Optional.of(bob.changedAt())));
  }

  @Test
  void every_user_is_found_once_for_every_page_size() {
    var users = users(7);

    for (int pageSize : List.of(1, 3, 7, 8)) {
      var pages = ImmutableList.copyOf(finder(pageSize).pages());
      assertThat(pages).allSatisfy(page -> assertThat(page.users()).hasSizeBetween(1, pageSize));
      assertThat(pages.stream().flatMap(page -> page.users().stream()).map(PendingUser::user))
          .containsExactlyInAnyOrderElementsOf(users);
    }
  }

  @Test
  void no_user_is_missed_if_those_of_earlier_pages_are_settled_meanwhile() {
    var users = users(7);
    var found = new HashSet<UserId>();

    for (var page : finder(3).pages()) {
      for (var user : page.users()) {
        found.add(user.user());
        store().settle(user.user(), held(user.user()).pending());
      }
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(users);
    assertThat(finder(3).pages()).isEmpty();
  }

  /** Returns all that is found, in pages of this size. */
  protected final List<PendingUser> all(int pageSize) {
    return ImmutableList.copyOf(
        Iterables.concat(Iterables.transform(finder(pageSize).pages(), page -> page.users())));
  }

  /** Users with one to three changes pending. */
  private List<UserId> users(int count) {
    var users = IntStream.range(0, count).mapToObj(i -> new UserId("user-" + i)).toList();
    for (int i = 0; i < count; i++) {
      for (int change = 0; change <= i % 3; change++) {
        move(users.get(i), "segment" + change);
      }
    }
    return users;
  }

  private SegmentChange move(UserId user, String segment) {
    return Writes.move(store(), user, segment);
  }

  private Membership held(UserId user) {
    return store().look(user).held();
  }
}
