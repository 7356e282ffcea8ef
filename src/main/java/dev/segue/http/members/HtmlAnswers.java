package dev.segue.http.members;

import dev.segue.http.Problem;
import dev.segue.http.Response;
import dev.segue.http.members.html.HtmlResponse;
import dev.segue.http.members.html.Links;
import dev.segue.http.members.html.MembersView;
import dev.segue.http.members.html.ProblemView;
import dev.segue.http.members.html.SegmentsView;
import dev.segue.http.members.html.UserView;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.members.UserSegment;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Segment;
import java.util.List;

/**
 * Answers for people, in a browser.
 *
 * @param links from the page that was asked for
 */
record HtmlAnswers(PageTokens tokens, Links links) implements Answers {
  @Override
  public Response segments(SegmentSizes sizes) {
    return HtmlResponse.ok("segments", SegmentsView.of(sizes, links));
  }

  @Override
  public Response page(Segment segment, Page page, int size) {
    var next = page.next().map(last -> links.members(segment, size, tokens.write(segment, last)));
    return HtmlResponse.ok("members", MembersView.of(segment, page, next, links));
  }

  @Override
  public Response user(UserSegment user, List<Trial> trials) {
    return HtmlResponse.ok("user", UserView.of(user, trials, links));
  }

  /** Leaves the id in the search box, where the user can correct it. */
  @Override
  public Response unknownUser(String id) {
    return problem(MemberProblems.unknownUser(id), id);
  }

  @Override
  public Response problem(Problem problem) {
    return problem(problem, "");
  }

  private Response problem(Problem problem, String asked) {
    return HtmlResponse.of(problem, ProblemView.of(problem, asked, links));
  }
}
