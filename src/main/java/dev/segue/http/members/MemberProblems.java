package dev.segue.http.members;

import dev.segue.http.Problem;
import dev.segue.segment.Excerpt;
import java.util.List;
import java.util.Map;

/** The problems of {@link MembersApi} alone. */
final class MemberProblems {
  private MemberProblems() {}

  static Problem badParameter(String parameter, String fault) {
    return new Problem(
        400,
        "bad-parameter",
        "Bad parameter",
        parameter + " " + fault,
        Map.of("parameter", parameter),
        Map.of());
  }

  static Problem unknownSegment(String detail, List<String> known) {
    return new Problem(
        404, "unknown-segment", "Unknown segment", detail, Map.of("segments", known), Map.of());
  }

  static Problem noSuchPath() {
    return Problem.of(
        404,
        "no-such-path",
        "No such path",
        "there are /, /members.csv, /members.ndjson, /segments and /users");
  }

  static Problem unknownUser(String user) {
    return Problem.of(
        404,
        "unknown-user",
        "Unknown user",
        "no segment is stored for user '%s'".formatted(Excerpt.of(user)));
  }

  static Problem unreadableSegment(String fault) {
    return Problem.of(
        500,
        "unreadable-segment",
        "Unreadable segment document",
        "the segment document of this user was edited: " + fault);
  }
}
