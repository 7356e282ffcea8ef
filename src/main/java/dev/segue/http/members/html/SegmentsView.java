package dev.segue.http.members.html;

import dev.segue.members.SegmentSizes;
import dev.segue.members.SegmentSizes.Count;
import dev.segue.members.SegmentSizes.Size;
import java.util.List;
import java.util.Locale;

/**
 * All segments, each with its rule, its number of members and a bar of that length.
 *
 * @param total number of members of all segments that could be counted
 * @param uncounted whether some segments could not be counted
 * @param complete whether all segments are listed
 */
public record SegmentsView(
    List<Row> rows, String total, boolean uncounted, boolean complete, Links links)
    implements PageView {

  /**
   * @param members their number; empty if they could not be counted
   * @param bar length as a percentage of the longest bar
   */
  record Row(String name, String link, String rule, String members, String bar) {}

  public static SegmentsView of(SegmentSizes sizes, Links links) {
    long largest = sizes.segments().stream().mapToLong(SegmentsView::number).max().orElse(0);
    long total = sizes.segments().stream().mapToLong(SegmentsView::number).sum();
    return new SegmentsView(
        sizes.segments().stream().map(size -> row(size, largest, links)).toList(),
        counted(total),
        sizes.segments().stream().anyMatch(size -> size.members() instanceof Count.Unknown),
        sizes.complete(),
        links);
  }

  @Override
  public String title() {
    return "Segments";
  }

  @Override
  public String asked() {
    return "";
  }

  private static Row row(Size size, long largest, Links links) {
    return new Row(
        size.segment().name(),
        links.members(size.segment().name()),
        RuleText.of(size),
        size.members() instanceof Count.Members members ? counted(members.number()) : "",
        String.format(Locale.ROOT, "%.2f", 100.0 * number(size) / Math.max(1, largest)));
  }

  private static long number(Size size) {
    return size.members() instanceof Count.Members members ? members.number() : 0;
  }

  private static String counted(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
