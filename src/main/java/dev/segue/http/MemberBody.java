package dev.segue.http;

import dev.segue.members.Member;
import dev.segue.members.Standing;
import dev.segue.segment.Segment;

/** A member as callers see it; null is what is not known. */
record MemberBody(String user, String since, Long revision, String previousSegment) {
  static MemberBody of(Member member) {
    return new MemberBody(
        member.user().value(),
        member.standing().map(Standing::since).map(Object::toString).orElse(null),
        member.standing().map(Standing::revision).orElse(null),
        member.standing().flatMap(Standing::previous).map(Segment::name).orElse(null));
  }
}
