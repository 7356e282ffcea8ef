package dev.segue.http.members.html;

/** What every page needs; templates read it by these names. */
public sealed interface PageView permits SegmentsView, MembersView, UserView, ProblemView {
  String title();

  /** The id that the search box holds. */
  String asked();

  Links links();

  default String style() {
    return Stylesheet.TEXT;
  }

  default String home() {
    return links().segments();
  }

  default String search() {
    return links().users();
  }
}
