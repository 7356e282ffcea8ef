package dev.segue.http.members;

import dev.segue.members.UserSegment;
import dev.segue.segment.Segment;

/** One user's segment as callers see it. */
record UserBody(
    String user,
    String segment,
    ReasonBody reason,
    long revision,
    String since,
    String previousSegment,
    String rules,
    boolean pending) {
  record ReasonBody(String rule, String subscriptionStatus) {}

  static UserBody of(UserSegment user) {
    return new UserBody(
        user.user().value(),
        user.segment().map(Segment::name).orElse(null),
        new ReasonBody(user.reason().rule(), user.reason().subscriptionStatus()),
        user.latestChange().revision(),
        user.latestChange().since().toString(),
        user.latestChange().previous().map(Segment::name).orElse(null),
        user.rules(),
        !user.pending().isEmpty());
  }
}
