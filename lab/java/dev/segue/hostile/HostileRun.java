package dev.segue.hostile;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.SetOptions;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.segue.HttpAnswer;
import dev.segue.google.Rpcs;
import dev.segue.local.EventFaults;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Plays a {@link HostilePlan} and audits the result.
 *
 * <p>The writes of one user are sequential, those of several users concurrent.
 */
final class HostileRun {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** With a longer backlog most writes would coalesce on a slow machine. */
  private static final int BACKLOG = 8;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration WRITE_DEADLINE = Duration.ofSeconds(10);
  private static final Duration UNTIL_RECEIVED = Duration.ofSeconds(15);

  private final Deployment deployment;
  private final HostilePlan plan;
  private final Map<String, CompletableFuture<Void>> lanes = new HashMap<>();
  private final List<CompletableFuture<Void>> calls = new ArrayList<>();
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

  private HostileRun(Deployment deployment, HostilePlan plan) {
    this.deployment = deployment;
    this.plan = plan;
  }

  /** Plays a plan on a new deployment, and waits until that has recovered. */
  static Report play(Deployment deployment, HostilePlan plan) {
    return new HostileRun(deployment, plan).play();
  }

  private Report play() {
    deployment.inject(EventFaults.seeded(plan.seed()));
    plan.actions().forEach(this::perform);
    finish(lanes.values());
    finish(calls);
    deployment.calmDown(PATIENCE);
    plan.flips().forEach(this::flip);
    var acknowledged = received();

    repairAll();
    deployment.awaitQuiet(PATIENCE);
    var repaired = received();
    return new Report(plan, acknowledged, repaired, deployment.deadLetters());
  }

  /**
   * Users leave their segment and return while instances are slow to write. Each event is delivered
   * once, so nothing corrects a wrong write.
   */
  private void flip(List<Action> writes) {
    writes.forEach(this::perform);
    finish(lanes.values());
    deployment.awaitQuiet(PATIENCE);
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Set set -> {
        var fields = new HashMap<String, Object>();
        fields.put(Statuses.FIELD, set.status());
        write(set.user(), () -> deployment.user(set.user()).set(fields));
      }
      case Action.Touch touch -> {
        var fields = Map.<String, Object>of("seen", Instant.now().toString());
        write(touch.user(), () -> deployment.user(touch.user()).set(fields, SetOptions.merge()));
      }
      case Action.Delete delete ->
          write(delete.user(), () -> deployment.user(delete.user()).delete());
      case Action.Subscribe set ->
          write(
              set.user(),
              () ->
                  subscription(set.user(), set.subscription()).set(Map.of("status", set.status())));
      case Action.Unsubscribe delete ->
          write(delete.user(), () -> subscription(delete.user(), delete.subscription()).delete());
      case Action.Kill kill -> deployment.kill(kill.instance());
      case Action.Cut cut -> deployment.network(cut.link()).cut();
      case Action.Inject inject -> deployment.network(inject.link()).inject(inject.fault());
      case Action.Heal heal -> deployment.network(heal.link()).heal();
      case Action.Sweep sweep -> call("");
      case Action.Repair repair -> call(body(repair.users()));
      case Action.Pause pause -> {
        Uninterruptibles.sleepUninterruptibly(pause.duration());
        deployment.awaitBacklog(BACKLOG, LONGEST_WAIT);
      }
    }
  }

  private DocumentReference subscription(String user, String id) {
    return deployment.user(user).collection(Statuses.SUBSCRIPTIONS).document(id);
  }

  private void write(String user, Supplier<ApiFuture<?>> write) {
    lanes.compute(
        user,
        (id, before) ->
            before == null
                ? CompletableFuture.runAsync(() -> persist(write), threads)
                : before.thenRunAsync(() -> persist(write), threads));
  }

  /** The application's writes succeed at the first attempt, without waiting for Segue. */
  private static void persist(Supplier<ApiFuture<?>> write) {
    Rpcs.await(write.get(), WRITE_DEADLINE, "Firestore emulator");
  }

  private HttpAnswer post(String body) {
    return HttpAnswer.of(deployment.sweep(), "POST", body);
  }

  private void call(String body) {
    calls.add(
        CompletableFuture.runAsync(
            () -> {
              try {
                post(body);
              } catch (UncheckedIOException e) {
                // The sweep was killed; a scheduler would call again.
              }
            },
            threads));
  }

  private void repairAll() {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              var answer = post(body(HostilePlan.USERS));
              return answer.status() == 200 && answer.body().get("failed").intValue() == 0;
            });
  }

  private Audit received() {
    try {
      await().atMost(UNTIL_RECEIVED).until(() -> deployment.audit(HostilePlan.USERS).lost() == 0);
    } catch (ConditionTimeoutException e) {
      // The audit reports what is missing.
    }
    return deployment.audit(HostilePlan.USERS);
  }

  private static String body(List<String> users) {
    return new ObjectMapper().valueToTree(Map.of("users", users)).toString();
  }

  private static void finish(Iterable<CompletableFuture<Void>> work) {
    for (var task : work) {
      try {
        task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IllegalStateException("a write or a call does not end", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }
}
