package dev.segue.http.members;

import dev.segue.members.LatestChange;
import dev.segue.members.Member;
import dev.segue.segment.Segment;

/** A member as callers see it; null is what is not known. */
record MemberBody(String user, String since, Long revision, String previousSegment) {
  static MemberBody of(Member member) {
    return new MemberBody(
        member.user().value(),
        member.latestChange().map(LatestChange::since).map(Object::toString).orElse(null),
        member.latestChange().map(LatestChange::revision).orElse(null),
        member.latestChange().flatMap(LatestChange::previous).map(Segment::name).orElse(null));
  }
}
