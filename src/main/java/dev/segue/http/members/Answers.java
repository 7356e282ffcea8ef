package dev.segue.http.members;

import dev.segue.http.Problem;
import dev.segue.http.Response;
import dev.segue.members.ExplainedUser;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.segment.Segment;

/** The form in which a caller is told what was found. */
sealed interface Answers permits JsonAnswers, HtmlAnswers {
  Response segments(SegmentSizes sizes);

  /**
   * A page of a segment's members.
   *
   * @param size how many members the caller wants on a page
   */
  Response page(Segment segment, Page page, int size);

  Response user(ExplainedUser user);

  Response unknownUser(String id);

  Response problem(Problem problem);
}
