package dev.segue.http.sweep;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import dev.segue.http.Response;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.Cause;
import dev.segue.segment.UnavailableException;
import dev.segue.sweep.DeadLetterPuller;
import dev.segue.sweep.NoSuchSubscriptionException;
import dev.segue.sweep.ReplayDeadLetters;
import dev.segue.sweep.Shards;
import dev.segue.sweep.SweepUsers;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;

/**
 * Sweeps, repairs and replays over HTTP, one for each {@code POST}:
 *
 * <ul>
 *   <li>without a body it sweeps; with {@code {"shards": [0, 7]}} users of these shards alone;
 *   <li>with {@code {"users": […]}}, at most {@value SweepRequestReader#MAX_USERS} ids, it repairs
 *       these;
 *   <li>with {@code {"dead_letters": "…"}}, the id of a subscription in the function's project, it
 *       pulls the dead letters there, repairs their users, and acknowledges those whose users were
 *       repaired. The others stay and are listed. If the response is not {@code complete}, another
 *       replay continues.
 * </ul>
 *
 * <p>Answers 200 if it ran, even if users failed: they are counted, logged, and tried again by the
 * next sweep or replay. Otherwise one edited document would make a scheduler report every sweep as
 * failed; alert on the counts and on the age of what is left instead. Answers 503 if a sweep could
 * not find all users or a replay could not pull all dead letters, 404 if the subscription does not
 * exist, and another 4xx if the request is invalid, in which case nothing was done.
 */
public final class SweepApi {
  private static final String METHOD = "POST";

  private final SweepUsers sweep;
  private final RecomputeUsers users;
  private final ReplayDeadLetters replay;
  private final Function<String, DeadLetterPuller> pullers;
  private final JsonLog output;
  private final String project;
  private final Clock clock;

  /**
   * @param pullers by the subscription's id
   */
  public SweepApi(
      SweepUsers sweep,
      RecomputeUsers users,
      ReplayDeadLetters replay,
      Function<String, DeadLetterPuller> pullers,
      JsonLog output,
      String project,
      Clock clock) {
    this.sweep = sweep;
    this.users = users;
    this.replay = replay;
    this.pullers = pullers;
    this.output = output;
    this.project = project;
    this.clock = clock;
  }

  public void service(HttpRequest request, HttpResponse response) throws IOException {
    respond(request).writeTo(response);
  }

  private Response respond(HttpRequest request) throws IOException {
    try {
      if (!request.getMethod().equals(METHOD)) {
        throw new ProblemException(Problem.methodNotAllowed(request.getMethod(), METHOD));
      }
      var log = new SweepLog(output, project, clock, request);
      var result =
          switch (SweepRequestReader.read(request.getInputStream())) {
            case SweepRequest.Sweep asked -> sweep(asked.shards(), log);
            case SweepRequest.Repair asked ->
                SweepResult.of(users.start(Cause.Kind.REPAIR, log).recompute(asked.users()));
            case SweepRequest.Replay asked -> replay(asked.subscription(), log);
          };
      log.finished(result);
      return result.response();
    } catch (ProblemException e) {
      return e.problem().response();
    }
  }

  private SweepResult sweep(Shards shards, SweepLog log) {
    try {
      return SweepResult.of(sweep.sweep(shards, log));
    } catch (UnavailableException e) {
      log.unavailable(e);
      throw new ProblemException(Problem.unavailable("Firestore"));
    }
  }

  private SweepResult replay(String subscription, SweepLog log) {
    try {
      return SweepResult.of(replay.replay(pullers.apply(subscription), log));
    } catch (NoSuchSubscriptionException e) {
      throw new ProblemException(
          Problem.of(404, "no-such-subscription", "No subscription to pull from", e.getMessage()));
    } catch (UnavailableException e) {
      log.unavailable(e);
      throw new ProblemException(Problem.unavailable("subscription " + subscription));
    }
  }
}
