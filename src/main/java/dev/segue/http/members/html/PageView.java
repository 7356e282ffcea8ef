package dev.segue.http.members.html;

/** What every page contains, by the names in the templates. */
public sealed interface PageView permits SegmentsView, MembersView, UserView, ProblemView {
  String title();

  /** The id in the search box. */
  String asked();

  Links links();

  default String style() {
    return HtmlResponse.STYLE;
  }

  default String home() {
    return links().segments();
  }

  default String search() {
    return links().users();
  }
}
