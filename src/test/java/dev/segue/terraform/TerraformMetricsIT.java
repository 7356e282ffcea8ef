package dev.segue.terraform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.common.reflect.Reflection;
import dev.segue.config.RulesFile;
import dev.segue.event.HandleEvent;
import dev.segue.event.UserEventDecoder;
import dev.segue.http.sweep.SweepApi;
import dev.segue.local.Events;
import dev.segue.logging.JsonLog;
import dev.segue.recompute.RecomputeFixture;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.UnavailableException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the log-based metrics count of the functions' lines. */
@EnabledIfEnvironmentVariable(
    named = "TERRAFORM",
    matches = ".+",
    disabledReason = "TERRAFORM names no terraform with its providers")
class TerraformMetricsIT extends RecomputeFixture {
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String USERS = "projects/demo-segue/databases/(default)/documents/users";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonLog json = new JsonLog(new PrintStream(out, true, UTF_8));

  /** Whether Pub/Sub refuses what is published. */
  private boolean away;

  private final RecomputeSegment segue =
      publishingTo((user, pending) -> (away ? UNAVAILABLE : changes).publish(user, pending));

  private final LogMetrics metrics = LogMetrics.of(TerraformRun.shared().plans().get("first"));

  /**
   * The lines of a delivery, of a later one that published what an earlier could not, of a sweep.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          segment-user | {"outcome":"changed","previous_segment":"none","segment":"trial","cause":"event","age_ms":412} | outcomes changed, published_age trial event 412
          segment-user | {"outcome":"unchanged","published":1}                                                 | outcomes unchanged
          segment-user | {"outcome":"published","previous_segment":"none","segment":"churned","cause":"event","age_ms":3600000} | published_age churned event 3600000, published_late
          segue-sweep  | {"outcome":"published","previous_segment":"trial","segment":"trial","cause":"repair","age_ms":30001}   | published_age trial repair 30001, published_late
          segue-sweep  | {"outcome":"changed","previous_segment":"trial","segment":"lapsed","cause":"time","age_ms":61000} | published_age lapsed time 61000
          segue-sweep  | {"outcome":"swept","shards":"0-31","oldest_pending_ms":400000}                        | pending_age 400000, sweeps 0-31
          segue-sweep  | {"outcome":"swept","shards":"8-15","due_late_ms":61000}                               | due_late 61000, sweeps 8-15
          segment-user | {"outcome":"unchanged","unknown_status":true}                                         | outcomes unchanged, unknown_statuses
          segment-user | {"outcome":"unchanged","condition_faults":"trial=missing_field"}                      | condition_faults, outcomes unchanged
          segment-user | {"outcome":"unchanged","condition_faults":"trial=wrong_type, vip=too_many"}           | condition_faults, outcomes unchanged, too_many_documents
          segue-find-members | {"outcome":"published","age_ms":1}                                              | ``
          """)
  void a_line_is_counted_where_it_should_be(String service, String line, String counts)
      throws IOException {
    assertThat(metrics.count(service, line)).isEqualTo(counts);
  }

  @Test
  void what_the_functions_log_of_late_changes_is_counted_with_its_age() throws IOException {
    away = true;
    assertThat(deliver("trialing", Duration.ZERO)).isEmpty();

    away = false;
    assertThat(count("segment-user", deliver("odd", HOUR)))
        .containsExactly(
            "published_age trial event 3600000, published_late",
            "outcomes changed, published_age prospect event 3600000, published_late,"
                + " unknown_statuses");

    away = true;
    deliver("trialing", Duration.ZERO);
    away = false;
    assertThat(count("segue-sweep", sweep(HOUR)))
        .containsExactly(
            "published_age trial event 3600000, published_late",
            "",
            "due_late 0, pending_age 0, sweeps 0-31");
  }

  private List<String> count(String service, List<String> lines) throws IOException {
    var counts = new ArrayList<String>();
    for (var line : lines) {
      counts.add(metrics.count(service, line));
    }
    return counts;
  }

  /**
   * Writes the user, and delivers the event so much later; returns what {@code SegmentUser} logs.
   */
  private List<String> deliver(String status, Duration late) {
    writeUser(new UserId("ada"), status);
    var handler =
        new HandleEvent(
            new UserEventDecoder(USERS, RulesFile.packaged()),
            segue,
            (event, reason) -> {
              throw new AssertionError(reason);
            },
            json,
            "demo-segue",
            1,
            in(late));
    try {
      handler.handle(Events.written(Events.created(USERS + "/ada", status)));
    } catch (UnavailableException e) {
      // The event is going to be delivered again.
    }
    return lines();
  }

  /** Sweeps so much later, and returns what {@code Sweep} logs. */
  private List<String> sweep(Duration late) throws IOException {
    var later = in(late);
    var users = new RecomputeUsers(segue, later);
    new SweepApi(
            new SweepUsers(InMemoryUserFinder.pending(store), Optional.empty(), users, later),
            users,
            new ReplayDeadLetters(users),
            subscription -> {
              throw new AssertionError(subscription);
            },
            json,
            "demo-segue",
            later)
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
