package dev.segue.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.common.reflect.Reflection;
import dev.segue.event.HandleEvent;
import dev.segue.event.UserEventDecoder;
import dev.segue.http.sweep.SweepApi;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.InMemoryChangePublisher;
import dev.segue.recompute.InMemorySegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserField;
import dev.segue.segment.UserId;
import dev.segue.sweep.InMemoryUserFinder;
import dev.segue.sweep.ReplayDeadLetters;
import dev.segue.sweep.SweepUsers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the functions log of one user while Pub/Sub comes and goes. */
final class RealLines {
  private static final String USERS = "projects/demo-segue/databases/(default)/documents/users";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonLog log = new JsonLog(new PrintStream(out, true, UTF_8));
  private final InMemorySegmentStore store = new InMemorySegmentStore();
  private final InMemoryChangePublisher published = new InMemoryChangePublisher();
  private boolean away;
  private final ChangePublisher changes =
      (user, pending) -> {
        if (away) {
          throw new UnavailableException("Pub/Sub");
        }
        published.publish(user, pending);
      };
  private final RecomputeSegment recompute =
      new RecomputeSegment(
          new Rules(Map.of("trialing", new Segment("trial")), new Segment("prospect")),
          store,
          changes);

  /** Lets Pub/Sub refuse what is published, or not any more. */
  RealLines away(boolean away) {
    this.away = away;
    return this;
  }

  /**
   * Writes the user, and delivers the event so much later; returns what {@code SegmentUser} logs.
   */
  List<String> deliver(String status, Duration late) {
    store.write(new UserId("ada"), new SubscriptionStatus.Text(status));
    var handler =
        new HandleEvent(
            new UserEventDecoder(USERS, Set.of(UserField.SUBSCRIPTION_STATUS)),
            recompute,
            (event, reason) -> {
              throw new AssertionError(reason);
            },
            log,
            "demo-segue",
            in(late));
    try {
      handler.handle(Events.written(Events.created(USERS + "/ada", status)));
    } catch (UnavailableException e) {
      // The event is going to be delivered again.
    }
    return lines();
  }

  /** Sweeps so much later, and returns what {@code Sweep} logs. */
  List<String> sweep(Duration late) throws IOException {
    var clock = in(late);
    var users = new RecomputeUsers(recompute, clock);
    new SweepApi(
            new SweepUsers(InMemoryUserFinder.pending(store), Optional.empty(), users, clock),
            users,
            new ReplayDeadLetters(users),
            subscription -> {
              throw new AssertionError(subscription);
            },
            log,
            "demo-segue",
            clock)
        .service(request(), response());
    return lines();
  }

  private List<String> lines() {
    var lines = out.toString(UTF_8).lines().toList();
    out.reset();
    return lines;
  }

  /** A store in memory begins a millisecond before, and goes on by microseconds. */
  private static Clock in(Duration late) {
    return Clock.fixed(Instant.parse("2026-01-01T00:00:00.001Z").plus(late), ZoneOffset.UTC);
  }

  private static HttpRequest request() {
    return Reflection.newProxy(
        HttpRequest.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getMethod" -> "POST";
              case "getInputStream" -> InputStream.nullInputStream();
              case "getFirstHeader" -> Optional.empty();
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static HttpResponse response() {
    return Reflection.newProxy(
        HttpResponse.class,
        (proxy, method, arguments) ->
            method.getName().equals("getOutputStream") ? new ByteArrayOutputStream() : null);
  }
}
