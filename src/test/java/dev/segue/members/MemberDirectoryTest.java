package dev.segue.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.Reason;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemberDirectoryTest {
  private static final Segment TRIAL = new Segment("trial");
  private static final Segment SUBSCRIBER = new Segment("subscriber");
  private static final Segment PROSPECT = new Segment("prospect");

  private final InMemoryMemberStore store = new InMemoryMemberStore();
  private final MemberDirectory directory =
      new MemberDirectory(
          new Rules(
              Map.of("trialing", TRIAL, "subscribed", SUBSCRIBER, "active", SUBSCRIBER), PROSPECT),
          store);

  @Test
  void a_segment_that_the_rules_do_not_know_is_refused_with_those_they_do() {
    assertThat(directory.segment("prospect")).isEqualTo(PROSPECT);
    assertThatExceptionOfType(UnknownSegmentException.class)
        .isThrownBy(() -> directory.segment("Trial"))
        .withMessage("no segment 'Trial'")
        .satisfies(e -> assertThat(e.known()).containsExactly("prospect", "subscriber", "trial"));
  }

  @Test
  void segments_come_by_name_with_statuses_and_members_also_those_without_either() {
    put("ann", SUBSCRIBER);
    put("bob", SUBSCRIBER);

    assertThat(directory.segments())
        .containsExactly(
            new SegmentSize(PROSPECT, List.of(), true, 0),
            new SegmentSize(SUBSCRIBER, List.of("active", "subscribed"), false, 2),
            new SegmentSize(TRIAL, List.of("trialing"), false, 0));
  }

  @Test
  void pages_follow_each_other_to_a_last_one_that_says_so() {
    for (var user : List.of("a", "b", "c", "d")) {
      put(user, TRIAL);
    }

    var first = directory.page(TRIAL, Optional.empty(), 2);
    var second = directory.page(TRIAL, first.next(), 2);

    assertThat(ids(first)).containsExactly("a", "b");
    assertThat(first.next()).contains(new UserId("b"));
    assertThat(ids(second)).containsExactly("c", "d");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void whoever_stays_is_on_one_page_whatever_changes_meanwhile() {
    for (var user : List.of("b", "d", "f", "h")) {
      put(user, TRIAL);
    }
    var seen = new ArrayList<String>();

    var first = directory.page(TRIAL, Optional.empty(), 2);
    seen.addAll(ids(first));
    put("a", TRIAL);
    put("c", TRIAL);
    put("d", SUBSCRIBER);
    put("e", TRIAL);
    put("h", TRIAL);
    seen.addAll(ids(directory.page(TRIAL, first.next(), 100)));

    assertThat(seen).containsExactly("b", "d", "e", "f", "h");
  }

  private static List<String> ids(Page page) {
    return page.members().stream().map(member -> member.user().value()).toList();
  }

  private void put(String user, Segment segment) {
    var latestChange = new LatestChange(Instant.EPOCH, 1, Optional.empty());
    store.put(
        new UserSegment(
            new UserId(user),
            Optional.of(segment),
            latestChange,
            new Reason(segment.name(), ""),
            "",
            false));
  }
}
