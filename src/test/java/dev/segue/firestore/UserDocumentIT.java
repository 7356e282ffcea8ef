package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.FieldValue;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.GeoPoint;
import dev.segue.config.RulesFile;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LocalStackExtension.class)
class UserDocumentIT {
  private final UserId user = new UserId("ada");
  @AutoClose private final Firestore firestore;

  UserDocumentIT(Emulators emulators) {
    firestore = Documents.newDatabase(emulators);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.text == \"x\"",
        "user.integer == 7 && user.integer < 7.5",
        "user.double == 0.5",
        "user.bool",
        "user.nothing == null && has(user.nothing) && !has(user.absent)",
        "user.time == timestamp(\"2026-11-23T12:00:00.000001Z\")",
        "user.bytes == b\"ab\"",
        "user.reference == \"users/ada\"",
        "user.point[0] == 59.3 && user.point[1] == 18.1",
        "user.vector[1] == 2.5",
        "user.list.exists(it, it == 1) && user.list[2].deep == \"y\"",
        "user.map.inner.name == \"z\" && user[\"map\"][\"odd-name\"] == 1",
        "!has(user.map.inner.absent) && !has(user.text.absent) && !has(user.absent.inner)",
      })
  void each_type_of_firestore_is_a_type_of_conditions(String condition) {
    write();

    var rules = rules("subscription_status", condition);
    var look = look(rules);
    assertThat(rules.assign(look.user().orElseThrow(), look.time()).segment().name())
        .isEqualTo("matched");
  }

  @Test
  void the_status_may_be_in_any_field() {
    write();

    assertThat(user("map.inner.name", "true").status()).isEqualTo(new SubscriptionStatus.Text("z"));
    assertThat(user("map.inner", "true").status()).isEqualTo(new SubscriptionStatus.NotText("map"));
    assertThat(user("map.absent.name", "true").status()).isEqualTo(new SubscriptionStatus.Absent());
  }

  @Test
  void only_the_fields_that_the_rules_name_are_read() {
    write();

    assertThat(user("subscription_status", "user.map.inner.name == user.text").values())
        .isEqualTo(Map.of("text", "x", "map", Map.of("inner", Map.of("name", "z"))));
  }

  private User user(String field, String condition) {
    return look(rules(field, condition)).user().orElseThrow();
  }

  private Look look(Rules rules) {
    return new FirestoreSegmentStore(firestore, "segments", rules).look(user);
  }

  private static Rules rules(String field, String condition) {
    return RulesFile.parse(
        "segments.yaml",
        """
        field: %s
        segments:
          - name: matched
            when: |-
              %s
          - name: other
        default: other
        """
            .formatted(field, condition));
  }

  private void write() {
    var document = new HashMap<String, Object>();
    document.put("text", "x");
    document.put("integer", 7);
    document.put("double", 0.5);
    document.put("bool", true);
    document.put("nothing", null);
    var time = Instant.parse("2026-11-23T12:00:00.000001Z");
    document.put("time", Timestamp.ofTimeSecondsAndNanos(time.getEpochSecond(), time.getNano()));
    document.put("bytes", Blob.fromBytes(new byte[] {'a', 'b'}));
    document.put("reference", firestore.document("users/ada"));
    document.put("point", new GeoPoint(59.3, 18.1));
    document.put("vector", FieldValue.vector(new double[] {1.5, 2.5}));
    document.put("list", Arrays.asList(1, null, Map.of("deep", "y")));
    document.put("map", Map.of("inner", Map.of("name", "z", "large", "x"), "odd-name", 1));
    document.put("not_read", List.of("a", "b"));
    Documents.put(firestore, "users", user.value(), document);
  }
}
