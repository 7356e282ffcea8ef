package dev.segue.http;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.deadletter.DeadLetterQueue;
import dev.segue.deadletter.NoSuchQueueException;
import dev.segue.deadletter.ReplayDeadLetters;
import dev.segue.logging.JsonLog;
import dev.segue.segment.Excerpt;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import dev.segue.sweep.RepairUsers;
import dev.segue.sweep.SweepUnpublished;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Sweeps, repairs and replays over HTTP, one for each {@code POST}:
 *
 * <ul>
 *   <li>without a body it sweeps;
 *   <li>with {@code {"users": […]}}, at most {@value SweepRequestReader#MAX_USERS} ids, it repairs
 *       these;
 *   <li>with {@code {"dead_letters": "…"}}, the id of a subscription in the function's project, it
 *       takes the events there, repairs their users, and acknowledges those events. Those whose
 *       user cannot be told or repaired stay, and are listed. Where it is not {@code complete},
 *       another replay goes on.
 * </ul>
 *
 * <p>Answers 200 when it ran, whatever came of single users: whoever fails is counted and logged,
 * and is tried again by the next sweep or replay. One user whose document somebody broke must not
 * make a scheduler report every sweep as failed, and so hide the day when none runs; the counts and
 * the age of what is left are what to be alerted on. 503 where a sweep could not find all users, or
 * a replay not take all events; 404 where there is no subscription to take from; another 4xx where
 * the request is at fault, and nothing was done.
 */
public final class SweepApi {
  private static final String METHOD = "POST";

  private final SweepUnpublished sweep;
  private final RepairUsers repair;
  private final ReplayDeadLetters replay;
  private final Function<String, DeadLetterQueue> deadLetters;
  private final JsonLog output;
  private final String project;
  private final Clock clock;

  /**
   * @param deadLetters finds the queue that a subscription's id names
   */
  public SweepApi(
      SweepUnpublished sweep,
      RepairUsers repair,
      ReplayDeadLetters replay,
      Function<String, DeadLetterQueue> deadLetters,
      JsonLog output,
      String project,
      Clock clock) {
    this.sweep = sweep;
    this.repair = repair;
    this.replay = replay;
    this.deadLetters = deadLetters;
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
      return switch (SweepRequestReader.read(request.getInputStream())) {
        case SweepRequest.Sweep asked -> sweep(log);
        case SweepRequest.Repair asked -> repair(asked.users(), log);
        case SweepRequest.Replay asked -> replay(asked.subscription(), log);
      };
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
      throw new ProblemException(Problem.unavailable("Firestore"));
    }
  }

  private Answer repair(Set<UserId> users, SweepLog log) {
    var repaired = repair.repair(users, log);
    log.repaired(repaired);
    return JsonAnswer.ok(RepairedBody.of(repaired));
  }

  private Answer replay(String subscription, SweepLog log) {
    try {
      var replayed = replay.replay(deadLetters.apply(subscription), log);
      log.replayed(replayed);
      return JsonAnswer.ok(ReplayedBody.of(replayed));
    } catch (NoSuchQueueException e) {
      throw new ProblemException(Problem.noSuchSubscription(e.getMessage()));
    } catch (UnavailableException e) {
      log.unavailable(e);
      throw new ProblemException(Problem.unavailable("subscription " + subscription));
    }
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
