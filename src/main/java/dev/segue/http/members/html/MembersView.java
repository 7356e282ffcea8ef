package dev.segue.http.members.html;

import dev.segue.members.LatestChange;
import dev.segue.members.Member;
import dev.segue.members.Page;
import dev.segue.segment.Printable;
import dev.segue.segment.Segment;
import java.util.List;
import java.util.Optional;

/**
 * A page of a segment's members.
 *
 * @param next link to the page after this one; empty if this is the last
 */
public record MembersView(
    String title, List<Row> rows, String next, String first, String csv, String ndjson, Links links)
    implements PageView {

  /**
   * @param since empty, as is {@code previous}, if the segment document is malformed
   */
  record Row(String name, String link, List<DisplayTime> since, String previous) {}

  public static MembersView of(Segment segment, Page page, Optional<String> next, Links links) {
    return new MembersView(
        segment.name(),
        page.members().stream().map(member -> row(member, links)).toList(),
        next.orElse(""),
        links.members(segment.name()),
        links.csv(segment),
        links.ndjson(segment),
        links);
  }

  @Override
  public String asked() {
    return "";
  }

  private static Row row(Member member, Links links) {
    var change = member.latestChange();
    return new Row(
        Printable.of(member.user().value()),
        links.user(member.user()),
        change.map(LatestChange::changedAt).map(DisplayTime::of).stream().toList(),
        change.map(it -> Segment.word(it.previous())).orElse(""));
  }
}
