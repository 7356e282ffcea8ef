package dev.segue.http.members;

import dev.segue.members.Page;
import dev.segue.segment.Segment;
import java.util.List;

/** A page as callers see it. */
record PageBody(String segment, List<MemberBody> members, String nextPageToken) {
  static PageBody of(Segment segment, Page page, PageTokens tokens) {
    return new PageBody(
        segment.name(),
        page.members().stream().map(MemberBody::of).toList(),
        page.next().map(last -> tokens.write(segment, last)).orElse(null));
  }
}
