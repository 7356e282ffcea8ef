package dev.segue.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.members.SegmentSizes.Count;
import dev.segue.segment.SampleChanges;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The behaviour of every {@link MemberStore}. */
public abstract class MemberStoreContract {
  private static final Segment TRIAL = new Segment("trial");
  private static final Segment CHURNED = new Segment("churned");
  private static final LatestChange LATEST_CHANGE =
      new LatestChange(SampleChanges.TIME, 3, Optional.of(CHURNED));

  /** Returns the same store, empty at first, in all calls of one test. */
  protected abstract MemberStore store();

  /** Stores a user's membership. */
  protected abstract void put(UserSegment user);

  @Test
  void members_are_in_the_order_of_their_ids_bytes() {
    put(TRIAL, "b", "a", "é", "Z", "10", "9", "\uFFFD", "😀");

    assertThat(ids(page(Optional.empty(), 100)))
        .containsExactly("10", "9", "Z", "a", "b", "é", "\uFFFD", "😀");
  }

  @Test
  void a_page_has_the_size_that_was_asked_for_and_names_its_last_member_unless_it_is_the_last() {
    put(TRIAL, "a", "b", "c");

    assertThat(ids(page(Optional.empty(), 2))).containsExactly("a", "b");
    assertThat(page(Optional.empty(), 2).next()).contains(new UserId("b"));
    assertThat(page(Optional.empty(), 3).next()).isEmpty();
  }

  @Test
  void a_page_begins_after_a_user_whether_that_user_exists_or_not() {
    put(TRIAL, "a", "c", "d");

    assertThat(ids(after("a"))).containsExactly("c", "d");
    assertThat(ids(after("b"))).containsExactly("c", "d");
    assertThat(ids(after("d"))).isEmpty();
  }

  @Test
  void users_of_other_segments_and_deleted_users_are_not_members() {
    put(TRIAL, "a");
    put(CHURNED, "b");
    put(user("c", Optional.empty()));

    assertThat(ids(page(Optional.empty(), 100))).containsExactly("a");
  }

  @Test
  void a_member_has_its_latest_change() {
    put(TRIAL, "a");

    assertThat(page(Optional.empty(), 1).members())
        .containsExactly(new Member(new UserId("a"), Optional.of(LATEST_CHANGE)));
  }

  @Test
  void every_segment_is_counted_without_deleted_users() {
    put(TRIAL, "a", "b");
    put(user("c", Optional.empty()));

    assertThat(store().count(List.of(TRIAL, CHURNED)))
        .isEqualTo(Map.of(TRIAL, new Count.Members(2), CHURNED, new Count.Members(0)));
  }

  @Test
  void names_of_segments_are_distinct_sorted_and_at_most_as_many_as_asked_for() {
    put(TRIAL, "a", "b");
    put(CHURNED, "d");
    put(user("c", Optional.empty()));

    assertThat(store().segmentNames(1_000)).containsExactly("churned", "trial");
    assertThat(store().segmentNames(1)).hasSize(1);
  }

  @Test
  void a_user_is_found_with_everything_that_is_stored() {
    var here = user("a", Optional.of(TRIAL));
    var deleted = user("b", Optional.empty());
    put(here);
    put(deleted);

    assertThat(store().find(here.user())).contains(here);
    assertThat(store().find(deleted.user())).contains(deleted);
  }

  @Test
  void an_unknown_user_is_not_found() {
    assertThat(store().find(new UserId("nobody"))).isEmpty();
  }

  private void put(Segment segment, String... ids) {
    for (var id : ids) {
      put(user(id, Optional.of(segment)));
    }
  }

  private Page after(String id) {
    return page(Optional.of(new UserId(id)), 100);
  }

  private Page page(Optional<UserId> after, int size) {
    return store().members(TRIAL, after, size);
  }

  private static List<String> ids(Page page) {
    return page.members().stream().map(member -> member.user().value()).toList();
  }

  private static UserSegment user(String id, Optional<Segment> segment) {
    var pending = SampleChanges.change(3, "churned", segment.map(Segment::name).orElse("none"));
    return new UserSegment(
        new UserId(id),
        segment,
        LATEST_CHANGE,
        pending.reason(),
        pending.rules(),
        List.of(pending));
  }
}
