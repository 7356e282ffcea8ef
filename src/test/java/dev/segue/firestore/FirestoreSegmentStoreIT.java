package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import dev.segue.config.RulesFile;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.DocumentsBelowUserContract;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.Writes;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreSegmentStoreIT extends DocumentsBelowUserContract {
  private static final Rules RULES =
      RulesFile.parse(
          "segments.yaml",
          """
          documents: {subscriptions: 'users/{user}/subscriptions/{subscription}'}
          segments:
            - {name: paying, when: 'subscriptions.exists(it, it.active)'}
            - name: other
          default: other
          """);

  @AutoClose private final Firestore firestore;

  FirestoreSegmentStoreIT(Emulators emulators) {
    firestore = Documents.newDatabase(emulators);
  }

  @Override
  protected SegmentStore store() {
    return new FirestoreSegmentStore(firestore, "segments", RULES);
  }

  @Override
  protected void subscribe(UserId user, String id, boolean active) {
    Documents.put(
        firestore,
        "users/%s/subscriptions".formatted(user.value()),
        id,
        Map.of("active", active, "not_read", "x"));
  }

  @Override
  protected void unsubscribe(UserId user, String id) {
    Documents.await(
        firestore.document("users/%s/subscriptions/%s".formatted(user.value(), id)).delete());
  }

  @Override
  protected void write(UserId user, SubscriptionStatus status) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("name", "Alice");
    switch (status) {
      case SubscriptionStatus.Absent absent -> fields.put("subscription_status", null);
      case SubscriptionStatus.Text text -> fields.put("subscription_status", text.value());
      case SubscriptionStatus.NotText number -> fields.put("subscription_status", 42);
    }
    Documents.put(firestore, "users", user.value(), fields);
  }

  @Test
  void a_reason_with_values_that_the_rules_do_not_tell_leaves_its_document_unmarked() {
    var user = new UserId("told");
    var store = store();
    Writes.move(store, user, "trial");
    var document = firestore.document("segments/told");
    assertThat(store.look(user).held().asOf()).isAfter(Instant.EPOCH);

    var told = List.of(Map.of("field", "email", "value", "ada@example.com"));
    for (var values : List.of(told, "ada@example.com", Map.of("email", "ada@example.com"))) {
      Documents.await(document.update("reason.values", values));
      assertThat(store.look(user).held().asOf()).isEqualTo(Instant.EPOCH);
    }

    Documents.await(document.update("reason.values", List.of()));
    assertThat(store.look(user).held().asOf()).isAfter(Instant.EPOCH);
    Documents.await(document.update("reason", "because"));
    assertThat(store.look(user).held().asOf()).isAfter(Instant.EPOCH);
  }

  @Override
  protected void delete(UserId user) {
    Documents.await(firestore.collection("users").document(user.value()).delete());
  }
}
