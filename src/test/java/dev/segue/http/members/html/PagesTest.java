package dev.segue.http.members.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.cel.CelCondition;
import dev.segue.members.LatestChange;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.members.SegmentSizes.Count;
import dev.segue.members.UserSegment;
import dev.segue.segment.Condition;
import dev.segue.segment.Reason;
import dev.segue.segment.Rule;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import dev.segue.segment.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Contents of pages that are rare. */
class PagesTest {
  private static final Segment VIP = new Segment("vip");
  private static final Links LINKS = Links.from("/");

  @Test
  void a_segment_that_could_not_be_counted_has_no_number_and_no_bar() {
    var page =
        segments(
            true,
            size(List.of("gold"), true, true, new Count.Unknown("late")),
            size(List.of(), true, true, new Count.Members(1_234_567)));

    assertThat(page)
        .contains("not counted", "width=\"0.00\"", "1,234,567", "width=\"100.00\"")
        .contains("1,234,567 users in total, without segments that could not be counted");
  }

  @Test
  void a_segment_without_members_has_no_bar() {
    assertThat(segments(true, size(List.of("gold"), false, true, new Count.Members(0))))
        .contains("width=\"0.00\"");
  }

  @Test
  void a_page_that_cannot_list_all_segments_says_so() {
    var size = size(List.of("gold"), false, true, new Count.Members(1));

    assertThat(segments(false, size)).contains("too many to list");
    assertThat(segments(true, size)).doesNotContain("too many to list");
  }

  @Test
  void a_rule_is_a_line_of_text() {
    var none = new Count.Members(0);

    assertThat(RuleText.of(size(List.of("a"), false, true, none)))
        .isEqualTo("subscription_status is a.");
    assertThat(RuleText.of(size(List.of("a", "b", "c\u202e"), true, true, none)))
        .isEqualTo(
            "subscription_status is a, b or c\\u202e. Also users that no other rule matches.");
    assertThat(RuleText.of(size(List.of(), true, true, none)))
        .isEqualTo("For users that no other rule matches.");
    assertThat(RuleText.of(size(List.of(), false, false, none)))
        .isEqualTo("No current rule leads here; earlier rules did.");
  }

  @Test
  void an_empty_segment_has_a_page() {
    var page = new Page(List.of(), Optional.empty(), 0);
    var view = MembersView.of(VIP, page, Optional.empty(), LINKS);

    assertThat(HtmlResponse.ok("members", view).page()).contains("No members.");
  }

  @Test
  void a_user_page_shows_what_decided() {
    assertThat(user(new Reason("vip", "gold"))).contains("<bdi>vip</bdi>", "<bdi>gold</bdi>");
    assertThat(user(new Reason("default", ""))).contains("the default", "(missing)");
    assertThat(user(Reason.USER_GONE)).contains("deleted").doesNotContain("subscription_status");
    assertThat(user(new Reason("vip", "<b>"))).contains("<bdi>&lt;b&gt;</bdi>");
  }

  @Test
  void a_user_page_shows_what_conditions_read_and_how_each_rule_comes_out() {
    var reason =
        new Reason(
            "vip",
            "active",
            List.of(new Reason.Value("plan", "<pro>")),
            new TreeMap<>(Map.of("big", "missing_field")));
    var page =
        user(
            reason,
            trial("other", Optional.empty()),
            trial("big", Optional.of(Verdict.MISSING_FIELD)),
            trial("small", Optional.of(Verdict.DOES_NOT_HOLD)),
            trial("vip", Optional.of(Verdict.HOLDS)));

    assertThat(page)
        .contains("<dt>plan</dt>", "&lt;pro&gt;", "not evaluated: missing_field")
        .contains(
            "<h2>Current rules</h2>",
            "for other values of subscription_status",
            "its condition could not be evaluated: missing_field; seats is &lt;7&gt;",
            "its condition does not hold; seats is &lt;7&gt;",
            "this rule decides; seats is &lt;7&gt;");
    assertThat(user(new Reason("vip", "gold"))).doesNotContain("Current rules");
  }

  @Test
  void a_rule_with_a_condition_is_a_line_of_statuses_and_condition() {
    var when = Optional.of("user.plan == \"pro\"");
    var none = new Count.Members(0);

    assertThat(RuleText.of(new SegmentSizes.Size(VIP, List.of("a"), when, false, true, none)))
        .isEqualTo("subscription_status is a, and user.plan == \"pro\".");
    assertThat(RuleText.of(new SegmentSizes.Size(VIP, List.of(), when, false, true, none)))
        .isEqualTo("user.plan == \"pro\".");
  }

  private static Trial trial(String segment, Optional<Verdict> verdict) {
    var rule =
        new Rule(new Segment(segment), Set.of(), Optional.of(CelCondition.parse("user.seats > 1")));
    var user =
        new User("ada", new SubscriptionStatus.Absent(), Map.of("seats", "<7>"), Instant.EPOCH);
    return new Trial(rule, verdict.map(it -> new Condition.Evaluation(it, Optional.empty())), user);
  }

  @Test
  void links_are_relative_from_any_depth() {
    assertThat(LINKS.user(new UserId("a b&c"))).isEqualTo("./users?id=a+b%26c");
    assertThat(Links.from("").segments()).isEqualTo("./segments");
    assertThat(Links.from("/users").segments()).isEqualTo("./segments");
    assertThat(Links.from("/a/b/").segments()).isEqualTo("../../segments");
  }

  private static String segments(boolean complete, SegmentSizes.Size... sizes) {
    var view = SegmentsView.of(new SegmentSizes(List.of(sizes), complete), LINKS);
    return HtmlResponse.ok("segments", view).page();
  }

  private static SegmentSizes.Size size(
      List<String> statuses, boolean byDefault, boolean inRules, Count members) {
    return new SegmentSizes.Size(VIP, statuses, Optional.empty(), byDefault, inRules, members);
  }

  private static String user(Reason reason, Trial... trials) {
    var change = new LatestChange(Instant.EPOCH, 1, Optional.empty());
    var user =
        new UserSegment(
            new UserId("ada"), Optional.of(VIP), change, reason, "0123456789ab", List.of());
    return HtmlResponse.ok("user", UserView.of(user, List.of(trials), LINKS)).page();
  }
}
