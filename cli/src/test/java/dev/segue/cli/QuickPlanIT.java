package dev.segue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.GeoPoint;
import dev.segue.cli.beam.TextFile;
import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Comparison;
import dev.segue.cli.compare.Flow;
import dev.segue.cli.compare.OrderedMerge;
import dev.segue.cli.compare.Reading;
import dev.segue.cli.compare.Rows;
import dev.segue.cli.compare.ScannedUser;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.scan.FirestoreUserData;
import dev.segue.cli.scan.Range;
import dev.segue.cli.scan.StatusCensus;
import dev.segue.config.ConfigurationException;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStackExtension;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class QuickPlanIT {
  private static final Rules TODAY =
      new Rules(
          Map.of("active", new Segment("subscriber"), "trialing", new Segment("trial")),
          new Segment("prospect"));
  private static final Rules NEXT =
      new Rules(
          Map.of("active", new Segment("member"), "vip", new Segment("trial")),
          new Segment("prospect"));

  /** Every type that a field can have, and null. */
  private static final List<Object> STATUSES =
      Arrays.asList(
          "active",
          "trialing",
          "vip",
          "",
          "😀\uffee\u0000",
          "x".repeat(1_000),
          null,
          true,
          false,
          Double.NaN,
          Double.NEGATIVE_INFINITY,
          7L,
          7.5,
          Timestamp.ofTimeSecondsAndNanos(1, 0),
          Blob.fromBytes(new byte[] {1}),
          new GeoPoint(1, 2),
          List.of("active"),
          List.of(),
          Map.of("is", "active"),
          Map.of());

  private final Emulators emulators;
  @AutoClose private final TestDatabase database;

  QuickPlanIT(Emulators emulators) {
    this.emulators = emulators;
    database = new TestDatabase(emulators, "quick");
  }

  @Test
  void without_drift_a_quick_plan_equals_a_full_one() {
    int users = STATUSES.size() * 5 + 7;
    database.write(
        users,
        i -> String.format(Locale.ROOT, "user %04d", i),
        i -> {
          var fields = new HashMap<String, Object>();
          if (i < STATUSES.size() * 5) {
            fields.put("subscription_status", STATUSES.get(i % STATUSES.size()));
          }
          return fields;
        });

    var quick = QuickPlan.tally(new StatusCensus(database.firestore(), NEXT).lines(), TODAY, NEXT);

    assertThat(flows(quick)).isEqualTo(flows(full())).isNotEmpty();
    assertThat(quick.get(Tally.Figure.USERS)).isEqualTo(users);
    assertThat(quick.unknownStatuses())
        .isEqualTo(full().unknownStatuses())
        .containsKeys("(map)", "(number)", "(boolean)", "(array)", "(timestamp)", "(other)");
  }

  @Test
  void it_takes_two_rpcs_per_status_and_three_more() {
    database.write(
        60, i -> "user %s".formatted(i), i -> Map.of("subscription_status", "s" + i % 6));
    try (var proxy = GrpcProxy.to(emulators.firestoreHost())) {
      var firestore =
          GoogleClients.firestore(database.project(), "(default)", Optional.of(proxy.host()));
      var lines = new StatusCensus(firestore, NEXT).lines();
      firestore.shutdown();

      assertThat(lines).hasSize(7);
      assertThat(proxy.calls()).hasSize(6 * 2 + 3);
    }
  }

  @Test
  void it_is_refused_for_conditions_and_for_two_status_fields() {
    var plain = new TextFile("plain.yaml", "segments: [{name: a}]\ndefault: a\n");
    var field = new TextFile("field.yaml", "field: b.c\n" + plain.text());
    var large = new TextFile("large.yaml", plain.text().replace("a}", "a, when: user.seats > 5}"));

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> QuickPlan.check(plain, large))
        .withMessageContaining("in large.yaml segment 'a' has a condition: leave --quick out");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> QuickPlan.check(plain, field))
        .withMessageContaining(
            "plain.yaml reads 'subscription_status' and field.yaml 'b.c': leave --quick out");
    assertThatNoException().isThrownBy(() -> QuickPlan.check(field, field));
  }

  /** Returns a full plan, of users who are where the current rules place them. */
  private Tally full() {
    var scan =
        new FirestoreUserData(database.firestore(), "users", "segments")
            .scan(new Range(null, null), new BothRules(TODAY, NEXT));
    var users = new ArrayList<ScannedUser>();
    scan.users().forEachRemaining(users::add);
    var segments =
        users.stream()
            .map(
                user ->
                    Rows.segment(
                        user.id(), TODAY.assign(user.current(), Instant.EPOCH).segment().name(), 0))
            .toList();
    var tally = new Tally();
    var reading = new Reading(Instant.now(), Duration.ZERO);
    new Comparison(new BothRules(TODAY, NEXT), reading.time(), reading)
        .compare(new OrderedMerge(users.iterator(), segments.iterator()), tally, id -> {});
    assertThat(tally.get(Tally.Figure.DRIFTED)).isZero();
    return tally;
  }

  private static Map<Flow, Long> flows(Tally tally) {
    var flows = new TreeMap<Flow, Long>();
    tally.flows().forEach(line -> flows.put(line.flow(), line.users()));
    return flows;
  }
}
