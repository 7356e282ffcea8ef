package dev.segue.http.members;

import dev.segue.http.JsonResponse;
import dev.segue.http.Problem;
import dev.segue.http.Response;
import dev.segue.members.ExplainedUser;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.segment.Segment;

/** For programs. */
record JsonAnswers(PageTokens tokens) implements Answers {
  @Override
  public Response segments(SegmentSizes sizes) {
    return JsonResponse.ok(SegmentsBody.of(sizes));
  }

  @Override
  public Response page(Segment segment, Page page, int size) {
    return JsonResponse.ok(PageBody.of(segment, page, tokens));
  }

  @Override
  public Response user(ExplainedUser user) {
    return JsonResponse.ok(UserBody.of(user));
  }

  @Override
  public Response unknownUser(String id) {
    return problem(MemberProblems.unknownUser(id));
  }

  @Override
  public Response problem(Problem problem) {
    return problem.response();
  }
}
