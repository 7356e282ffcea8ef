package dev.segue.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.members.SegmentSizes.Count;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link MemberStore} has to do. */
public abstract class MemberStoreContract {
  private static final LatestChange LATEST_CHANGE =
      new LatestChange(
          Instant.parse("2026-01-02T03:04:05.000006Z"), 3, Optional.of(new Segment("trial")));

  private static final String RULES = "0123456789ab";

  /** Segments of this test's own, because stores outlive a test. */
  private final Segment segment = new Segment("s-" + UUID.randomUUID());

  private final Segment other = new Segment("o-" + UUID.randomUUID());

  protected abstract MemberStore store();

  /** Keeps a user's membership. */
  protected abstract void put(UserSegment user);

  @Test
  void members_come_in_the_order_of_their_ids_bytes() {
    put(segment, "b", "a", "é", "Z", "10", "9", "\uFFFD", "😀");

    assertThat(ids(Optional.empty(), 100))
        .containsExactly("10", "9", "Z", "a", "b", "é", "\uFFFD", "😀");
  }

  @Test
  void no_more_come_than_were_asked_for() {
    put(segment, "a", "b", "c");

    assertThat(ids(Optional.empty(), 2)).containsExactly("a", "b");
  }

  @Test
  void members_come_from_behind_a_user_whether_that_user_is_there_or_not() {
    put(segment, "a", "c", "d");

    assertThat(ids(user("a"), 100)).containsExactly("c", "d");
    assertThat(ids(user("b"), 100)).containsExactly("c", "d");
    assertThat(ids(user("d"), 100)).isEmpty();
  }

  @Test
  void others_and_those_who_are_gone_are_no_members() {
    put(segment, "a");
    put(other, "b");
    put(userSegment("c", Optional.empty()));

    assertThat(ids(Optional.empty(), 100)).containsExactly("a");
  }

  @Test
  void a_member_comes_with_their_standing() {
    put(segment, "a");

    assertThat(store().members(segment, Optional.empty(), 1).members())
        .containsExactly(new Member(id("a"), Optional.of(LATEST_CHANGE)));
  }

  @Test
  void counts_come_for_every_segment_and_without_those_who_are_gone() {
    put(segment, "a", "b");
    put(userSegment("c", Optional.empty()));

    assertThat(store().count(List.of(segment, other)))
        .isEqualTo(Map.of(segment, new Count.Members(2), other, new Count.Members(0)));
  }

  @Test
  void names_of_segments_come_once_each_and_sorted_and_no_more_than_were_asked_for() {
    put(segment, "a", "b");
    put(other, "a");
    put(userSegment("c", Optional.empty()));

    assertThat(store().segmentNames(1_000))
        .isSorted()
        .doesNotHaveDuplicates()
        .contains(segment.name(), other.name());
    assertThat(store().segmentNames(1)).hasSize(1);
  }

  @Test
  void a_user_is_found_with_everything_that_is_kept() {
    var here = userSegment("a", Optional.of(segment));
    var gone = userSegment("b", Optional.empty());
    put(here);
    put(gone);

    assertThat(store().find(here.user())).contains(here);
    assertThat(store().find(gone.user())).contains(gone);
  }

  @Test
  void a_user_never_seen_is_not_found() {
    assertThat(store().find(id("nobody"))).isEmpty();
  }

  private void put(Segment segment, String... names) {
    for (var name : names) {
      put(userSegment(name, Optional.of(segment)));
    }
  }

  private List<String> ids(Optional<UserId> after, int limit) {
    return store().members(segment, after, limit).members().stream()
        .map(member -> member.user().value().substring(segment.name().length()))
        .toList();
  }

  private UserSegment userSegment(String name, Optional<Segment> segment) {
    var reason = new Reason("trial", "trialing");
    var pending =
        new SegmentChange(
            LATEST_CHANGE.revision(),
            LATEST_CHANGE.previous(),
            segment,
            Cause.event("e-1"),
            reason,
            RULES,
            LATEST_CHANGE.since(),
            Optional.of(LATEST_CHANGE.since()));
    return new UserSegment(id(name), segment, LATEST_CHANGE, reason, RULES, List.of(pending));
  }

  private Optional<UserId> user(String name) {
    return Optional.of(id(name));
  }

  private UserId id(String name) {
    return new UserId(segment.name() + name);
  }
}
