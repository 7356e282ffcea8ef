package dev.segue.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.segue.config.TrialRules;
import dev.segue.members.MemberStore.SeenUser;
import dev.segue.members.SegmentSizes.Count;
import dev.segue.members.SegmentSizes.Size;
import dev.segue.segment.Reason;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import dev.segue.segment.Verdict;
import java.time.Duration;
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

  /** Not in the rules. */
  private static final Segment LAPSED = new Segment("lapsed");

  private final InMemoryMemberStore store = new InMemoryMemberStore();
  private final MemberDirectory directory =
      new MemberDirectory(
          new Rules(
              Map.of("trialing", TRIAL, "subscribed", SUBSCRIBER, "active", SUBSCRIBER), PROSPECT),
          store);

  @Test
  void an_invalid_segment_is_refused_with_those_of_the_rules() {
    assertThat(directory.segment("prospect")).isEqualTo(PROSPECT);
    assertThatExceptionOfType(UnknownSegmentException.class)
        .isThrownBy(() -> directory.segment("Trial"))
        .withMessage("no segment 'Trial'")
        .satisfies(e -> assertThat(e.known()).containsExactly("prospect", "subscriber", "trial"));
  }

  @Test
  void a_segment_is_known_if_it_is_in_the_rules_or_has_members() {
    put("ann", LAPSED);

    assertThat(directory.page(TRIAL, Optional.empty(), 2).members()).isEmpty();
    assertThat(ids(directory.page(LAPSED, Optional.empty(), 2))).containsExactly("ann");
    assertThat(directory.page(LAPSED, user("ann"), 2).members()).isEmpty();
    assertThatExceptionOfType(UnknownSegmentException.class)
        .isThrownBy(() -> directory.page(new Segment("vip"), Optional.empty(), 2))
        .withMessage("no segment 'vip'");
  }

  @Test
  void how_the_rules_come_out_now_is_looked_up_only_if_they_have_conditions() {
    var now = Instant.parse("2026-11-23T12:00:00Z");
    var byTime = new MemberDirectory(TrialRules.RULES, store);
    store.put(
        new UserId("ann"), new SeenUser(TrialRules.user(now.plus(Duration.ofDays(9)), now), now));

    assertThat(byTime.trials(new UserId("ann")))
        .extracting(trial -> trial.rule().segment().name(), Trial::verdict)
        .containsExactly(
            tuple("trial_over", Optional.of(Verdict.DOES_NOT_HOLD)),
            tuple("trial_ending", Optional.of(Verdict.DOES_NOT_HOLD)),
            tuple("trial", Optional.of(Verdict.HOLDS)));
    assertThat(directory.trials(new UserId("ann"))).isEmpty();
  }

  @Test
  void up_to_100_segments_that_are_not_in_the_rules_are_listed_among_the_others() {
    put("ann", LAPSED);
    assertThat(directory.segments().segments())
        .contains(
            new Size(LAPSED, List.of(), Optional.empty(), false, false, new Count.Members(1)));
    assertThat(directory.segments().complete()).isTrue();

    for (int i = 0; i <= MemberDirectory.MOST_UNKNOWN + 3; i++) {
      put("user-" + i, new Segment("old" + i));
    }
    assertThat(directory.segments().complete()).isFalse();
  }

  @Test
  void segments_are_listed_by_name_with_statuses_and_members_even_if_they_have_neither() {
    put("ann", SUBSCRIBER);
    put("bob", SUBSCRIBER);

    assertThat(directory.segments().segments())
        .containsExactly(
            new Size(PROSPECT, List.of(), Optional.empty(), true, true, new Count.Members(0)),
            size(SUBSCRIBER, List.of("active", "subscribed"), 2),
            size(TRIAL, List.of("trialing"), 0));
  }

  @Test
  void a_user_who_stays_is_on_one_page_whatever_changes_meanwhile() {
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

  private static Size size(Segment segment, List<String> statuses, long members) {
    return new Size(segment, statuses, Optional.empty(), false, true, new Count.Members(members));
  }

  private static Optional<UserId> user(String id) {
    return Optional.of(new UserId(id));
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
            List.of()));
  }
}
