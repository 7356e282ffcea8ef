package dev.segue.http;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.logging.JsonLog;
import dev.segue.logging.SweepLog;
import dev.segue.recompute.UnavailableException;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UserId;
import dev.segue.sweep.RepairUsers;
import dev.segue.sweep.SweepUnpublished;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * Sweeps and repairs over HTTP: {@code POST} without a body sweeps; with {@code {"users": […]}}, at
 * most {@value RepairRequest#MAX_USERS} ids, it repairs these.
 *
 * <p>Answers 200 when it ran, whatever came of single users: whoever fails is counted and logged,
 * and is tried again by the next sweep. One user whose document somebody broke must not make a
 * scheduler report every sweep as failed, and so hide the day when none runs; the counts and the
 * age of what is left are what to be alerted on. 503 where a sweep could not find all users; 4xx
 * where the request is at fault, and nothing was done.
 */
public final class SweepApi {
  private static final String METHOD = "POST";

  private final SweepUnpublished sweep;
  private final RepairUsers repair;
  private final JsonLog output;
  private final String project;
  private final Clock clock;

  public SweepApi(
      SweepUnpublished sweep, RepairUsers repair, JsonLog output, String project, Clock clock) {
    this.sweep = sweep;
    this.repair = repair;
    this.output = output;
    this.project = project;
    this.clock = clock;
  }

  public void service(HttpRequest request, HttpResponse response) throws IOException {
    answer(request).writeTo(response);
  }

  private Answer answer(HttpRequest request) throws IOException {
    try {
      if (!request.getMethod().equals(METHOD)) {
        throw new ProblemException(methodNotAllowed(request.getMethod()));
      }
      var log = new SweepLog(output, project, clock, request);
      var users = RepairRequest.users(request.getInputStream());
      return users.isPresent() ? repair(users.get(), log) : sweep(log);
    } catch (ProblemException e) {
      return e.problem().answer();
    }
  }

  private Answer sweep(SweepLog log) {
    try {
      var swept = sweep.sweep(log);
      log.swept(swept);
      return JsonAnswer.ok(SweptBody.of(swept));
    } catch (UnavailableException e) {
      log.unavailable(e);
      throw new ProblemException(Problem.unavailable());
    }
  }

  private Answer repair(Set<UserId> users, SweepLog log) {
    var repaired = repair.repair(users, log);
    log.repaired(repaired);
    return JsonAnswer.ok(RepairedBody.of(repaired));
  }

  private static Problem methodNotAllowed(String method) {
    return new Problem(
        405,
        "method-not-allowed",
        "Method not allowed",
        "%s: nothing here is done but %s".formatted(Excerpt.of(method), METHOD),
        Map.of(),
        Map.of("Allow", METHOD));
  }
}
