package dev.segue.http.members;

import dev.segue.members.ExplainedUser;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.Trial;
import dev.segue.segment.Verdict;
import java.util.List;
import java.util.Map;

/** One user's segment as callers see it. */
record UserBody(
    String user,
    String segment,
    ReasonBody reason,
    long revision,
    String since,
    String previousSegment,
    String rules,
    boolean pending,
    List<TrialBody> trials) {
  record ReasonBody(
      String rule,
      String subscriptionStatus,
      Map<String, String> values,
      Map<String, String> faults) {
    static ReasonBody of(Reason reason) {
      return new ReasonBody(
          reason.rule(), reason.subscriptionStatus(), reason.values(), reason.faults());
    }
  }

  record TrialBody(String segment, String outcome) {
    private static final String OTHER_STATUS = "other_status";

    static TrialBody of(Trial trial) {
      return new TrialBody(
          trial.rule().segment().name(), trial.verdict().map(Verdict::word).orElse(OTHER_STATUS));
    }
  }

  static UserBody of(ExplainedUser explained) {
    var user = explained.segment();
    return new UserBody(
        user.user().value(),
        user.segment().map(Segment::name).orElse(null),
        ReasonBody.of(user.reason()),
        user.latestChange().revision(),
        user.latestChange().since().toString(),
        user.latestChange().previous().map(Segment::name).orElse(null),
        user.rules(),
        !user.pending().isEmpty(),
        explained.trials().stream().map(TrialBody::of).toList());
  }
}
