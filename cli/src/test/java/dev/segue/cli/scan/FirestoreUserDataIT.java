package dev.segue.cli.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.QueryPartition;
import com.google.common.collect.ImmutableList;
import dev.segue.cli.TestDatabase;
import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.ScannedSegment;
import dev.segue.cli.compare.ScannedUser;
import dev.segue.config.ConfigurationException;
import dev.segue.config.RulesFile;
import dev.segue.firestore.Documents;
import dev.segue.firestore.UserDocument;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.segment.Rules;
import dev.segue.segment.Subcollection;
import dev.segue.segment.SubscriptionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreUserDataIT {
  private static final Range ALL = new Range(null, null);
  private static final BothRules RULES = both(RulesFile.packaged());

  @AutoClose private final TestDatabase database;
  private final FirestoreUserData data;

  FirestoreUserDataIT(Emulators emulators) {
    database = new TestDatabase(emulators, "userdata");
    data = new FirestoreUserData(database.firestore(), "users", "segments");
  }

  @Test
  void ids_with_one_long_common_prefix_are_read_once_and_in_order_by_ranges() {
    IntFunction<String> id = i -> "é".repeat(500) + String.format(Locale.ROOT, "%04d😀", i);
    database.write(1_000, id, i -> Map.of());

    var ids = new ArrayList<String>();
    for (var range : Range.cut(List.of(id.apply(250), id.apply(750), id.apply(500)))) {
      data.scan(range, RULES).users().forEachRemaining(user -> ids.add(user.id()));
    }

    assertThat(ids).hasSize(1_000).isSorted().doesNotHaveDuplicates();
    assertThat(data.countUsers()).hasValue(1_000);
  }

  @Test
  void a_range_is_read_as_of_one_time_whatever_is_written_meanwhile() {
    database.write("ada", "active");
    var scan = data.scan(ALL, RULES);
    database.write("bob", "active");

    assertThat(ImmutableList.copyOf(scan.users()))
        .extracting(ScannedUser::id)
        .containsExactly("ada");
    assertThat(scan.users()).isExhausted();
    assertThat(ImmutableList.copyOf(data.scan(ALL, RULES).users())).hasSize(2);
  }

  @Test
  void segment_documents_are_read_as_recompute_reads_them() {
    var segments = new TreeMap<String, Map<String, Object>>();
    segments.put("__id7__", segment("trial", Map.of()));
    segments.put("a-gone", segment(null, Map.of()));
    segments.put("b-foreign", Map.of("note", "mine"));
    segments.put("c-one", segment("trial", Map.of("revision", "one")));
    segments.put("d-list", segment("trial", Map.of("pending", 7)));
    segments.put("e-name", segment("None!", Map.of()));
    segments.put("f-ok", segment("trial", Map.of("due", "1f|2026-11-26T10:00:00.000000Z")));
    segments.put("g-none", Map.of("revision", 3));
    segments.put("h-looked", Map.of("as_of", Timestamp.ofTimeSecondsAndNanos(1, 0)));
    segments.forEach(
        (id, fields) ->
            Documents.await(database.firestore().collection("segments").document(id).set(fields)));

    var rows = ImmutableList.copyOf(data.scan(ALL, RULES).segments());

    assertThat(rows)
        .extracting(ScannedSegment::place)
        .containsExactly(
            Place.NONE,
            Place.GONE,
            Place.NONE,
            Place.UNREADABLE,
            Place.UNREADABLE,
            Place.UNREADABLE,
            new Place("trial"),
            Place.UNREADABLE,
            Place.NONE);
    assertThat(rows)
        .extracting(ScannedSegment::fault)
        .contains(
            "revision is of type string, not an integer from 1 to 9007199254740991",
            "pending is of type number, not an array",
            "segment is of type string, not a segment's name",
            "segment is missing, not a string or null");
    assertThat(rows.get(6).due()).isPresent();
  }

  @Test
  void only_fields_that_either_rules_read_are_read() {
    database.write(
        1,
        i -> "ada",
        i ->
            Map.of(
                "subscription_status",
                "active",
                "billing",
                Map.of("status", "past_due", "card", "4242"),
                "plan",
                Map.of("seats", 7, "name", "gold"),
                "name",
                "Ada"));
    var both =
        new BothRules(
            RULES.current(),
            RulesFile.parse(
                "next.yaml",
                """
                field: billing.status
                segments:
                  - {name: large, when: user.plan.seats > 5 && has(user.since)}
                  - {name: late, subscription_status: [past_due]}
                  - {name: prospect}
                default: prospect
                """));

    var user = data.scan(ALL, both).users().next();

    assertThat(user.current().status()).isEqualTo(new SubscriptionStatus.Text("active"));
    assertThat(user.current().values()).isEmpty();
    assertThat(user.next().status()).isEqualTo(new SubscriptionStatus.Text("past_due"));
    assertThat(user.next().values()).isEqualTo(Map.of("plan", Map.of("seats", 7L)));
    assertThat(Stream.of(UserDocument.selection(both.fields())).map(FieldPath::toString))
        .containsExactly(
            "__name__", "billing.status", "plan.seats", "since", "subscription_status");
  }

  @Test
  void documents_below_users_are_read_with_their_user_and_none_of_others_with_the_same_id() {
    var rules =
        both(
            RulesFile.parse(
                "below.yaml",
                """
                documents: {bought: 'users/{user}/users/{order}'}
                segments:
                  - {name: buyer, when: 'bought.exists(o, o.total > 0)'}
                  - {name: prospect}
                default: prospect
                """));
    database.write(4, i -> List.of("__id7__", "ada", "bob", "eve").get(i), i -> Map.of());
    var paths =
        List.of(
            "users/__id7__/users/1",
            "users/ada/users/2",
            "users/ada/users/1",
            "users/ada/visits/1/users/1",
            "users/bo/users/1",
            "users/eve/users/1",
            "a/b/users/1",
            "users2/ada/users/1");
    database.writeAll(paths.size(), paths::get, i -> Map.of("total", i, "note", "unread"));
    database.writeAll(102, "users/bob/users/%s"::formatted, i -> Map.of("total", 0));

    var found = new TreeMap<String, List<Map<String, Object>>>();
    for (var range : Range.cut(List.of("b", "bob"))) {
      data.scan(range, rules)
          .users()
          .forEachRemaining(it -> found.put(it.id(), it.next().documents("bought")));
    }

    assertThat(found.get("bob")).hasSize(Subcollection.MOST + 1);
    assertThat(found).containsOnlyKeys("__id7__", "ada", "bob", "eve");
    assertThat(found.get("__id7__")).containsExactly(Map.of("document_id", "1", "total", 0L));
    assertThat(found.get("ada"))
        .containsExactly(
            Map.of("document_id", "1", "total", 2L), Map.of("document_id", "2", "total", 1L));
    assertThat(found.get("eve")).containsExactly(Map.of("document_id", "1", "total", 5L));
  }

  @Test
  void cuts_within_other_collections_of_that_id_are_dropped() {
    var users = database.firestore().collection("users");
    var nested = database.firestore().collection("teams/t/users");
    var partitions =
        List.of(
            partition(null),
            partition(new Object[] {users.document("m")}),
            partition(new Object[] {nested.document("q")}));

    assertThat(FirestoreUserData.cuts("users", partitions)).containsExactly("m");
    assertThat(FirestoreUserData.cuts("teams/t/users", partitions)).containsExactly("q");
  }

  @Test
  void more_statuses_than_can_be_counted_one_by_one_are_refused() {
    database.write(4, i -> "user" + i, i -> Map.of("subscription_status", i));

    assertThat(new StatusCensus(database.firestore(), RULES.next(), 4).lines()).hasSize(5);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> new StatusCensus(database.firestore(), RULES.next(), 3).lines())
        .withMessageContaining("more than 3 different statuses");
  }

  private QueryPartition partition(Object[] startAt) {
    return new QueryPartition(database.firestore().collectionGroup("users"), startAt, null);
  }

  private static BothRules both(Rules rules) {
    return new BothRules(rules, rules);
  }

  /** A document as Segue writes it, except for some fields. */
  private static Map<String, Object> segment(String segment, Map<String, Object> others) {
    var fields = new HashMap<String, Object>();
    fields.put("segment", segment);
    fields.put("revision", 2);
    fields.put("changed_at", Timestamp.ofTimeSecondsAndNanos(1, 0));
    fields.put("pending", List.of());
    fields.putAll(others);
    return fields;
  }
}
