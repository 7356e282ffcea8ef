package dev.segue.http.members;

import dev.segue.http.Problem;
import dev.segue.http.Response;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.members.UserSegment;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Segment;
import java.util.List;

/** Turns results into responses of one media type. */
sealed interface Answers permits JsonAnswers, HtmlAnswers {

  Response segments(SegmentSizes sizes);

  /**
   * Returns a page of a segment's members.
   *
   * @param size how many members the caller wants on a page
   */
  Response page(Segment segment, Page page, int size);

  /** Returns a user's segment, and how the rules come out for the user now. */
  Response user(UserSegment user, List<Trial> trials);

  Response unknownUser(String id);

  Response problem(Problem problem);
}
