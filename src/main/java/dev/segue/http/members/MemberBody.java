package dev.segue.http.members;

import dev.segue.members.LatestChange;
import dev.segue.members.Member;
import dev.segue.segment.Segment;

/** A member in JSON and CSV. Values that are not known are null. */
record MemberBody(String userId, String changedAt, Long revision, String previousSegment) {

  static MemberBody of(Member member) {
    var change = member.latestChange();
    return new MemberBody(
        member.user().value(),
        change.map(LatestChange::changedAt).map(Object::toString).orElse(null),
        change.map(LatestChange::revision).orElse(null),
        change.map(LatestChange::previous).map(Segment::word).orElse(null));
  }
}
