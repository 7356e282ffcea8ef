package dev.segue.http.members;

import dev.segue.http.JsonResponse;
import dev.segue.http.Problem;
import dev.segue.http.Response;
import dev.segue.members.Page;
import dev.segue.members.SegmentSizes;
import dev.segue.members.SegmentSizes.Count;
import dev.segue.members.UserSegment;
import dev.segue.segment.Reason;
import dev.segue.segment.Rule.Trial;
import dev.segue.segment.Segment;
import dev.segue.segment.Verdict;
import java.util.List;

/** Answers for programs. The records are the schemas in {@code docs/openapi.yaml}. */
record JsonAnswers(PageTokens tokens) implements Answers {

  @Override
  public Response segments(SegmentSizes sizes) {
    return JsonResponse.ok(
        new SegmentsBody(
            sizes.segments().stream().map(JsonAnswers::body).toList(), sizes.complete()));
  }

  @Override
  public Response page(Segment segment, Page page, int size) {
    return JsonResponse.ok(
        new PageBody(
            segment.name(),
            page.members().stream().map(MemberBody::of).toList(),
            page.next().map(last -> tokens.write(segment, last)).orElse(null)));
  }

  @Override
  public Response user(UserSegment user, List<Trial> trials) {
    return JsonResponse.ok(
        new UserBody(
            user.user().value(),
            Segment.word(user.segment()),
            user.reason(),
            user.latestChange().revision(),
            user.latestChange().changedAt().toString(),
            Segment.word(user.latestChange().previous()),
            user.rules(),
            !user.pending().isEmpty(),
            trials.stream().map(JsonAnswers::body).toList()));
  }

  @Override
  public Response unknownUser(String id) {
    return problem(MemberProblems.unknownUser(id));
  }

  @Override
  public Response problem(Problem problem) {
    return problem.response();
  }

  private static SegmentBody body(SegmentSizes.Size size) {
    return new SegmentBody(
        size.segment().name(),
        size.statuses(),
        size.when().orElse(null),
        size.byDefault(),
        size.inRules(),
        switch (size.members()) {
          case Count.Members members -> members.number();
          case Count.Unknown unknown -> null;
        });
  }

  private static TrialBody body(Trial trial) {
    return new TrialBody(
        trial.rule().segment().name(),
        trial.verdict().map(Verdict::word).orElse("other_status"),
        trial.read());
  }

  private record SegmentsBody(List<SegmentBody> segments, boolean complete) {}

  private record SegmentBody(
      String segment,
      List<String> statuses,
      String when,
      boolean isDefault,
      boolean inRules,
      Long members) {}

  private record PageBody(String segment, List<MemberBody> members, String nextPageToken) {}

  private record UserBody(
      String userId,
      String segment,
      Reason reason,
      long revision,
      String changedAt,
      String previousSegment,
      String rules,
      boolean pending,
      List<TrialBody> trials) {}

  private record TrialBody(String segment, String outcome, List<Reason.Value> values) {}
}
