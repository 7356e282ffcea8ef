package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import dev.segue.firestore.Documents;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The deployed functions on users as the extensions of Stripe and RevenueCat keep them. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsBelowUsersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String RULES =
      """
      users: customers/{user}
      documents:
        subscriptions: customers/{user}/subscriptions/{subscription}
      segments:
        - name: past_due
          when: subscriptions.exists(s, s.status in ["past_due", "unpaid"])
        - name: trial_ending
          when: subscriptions.exists(s, s.status == "trialing" && s.trial_end - now < duration("72h"))
        - name: subscriber
          when: subscriptions.exists(s, s.status in ["active", "trialing"])
        - name: entitled
          when: >
            has(user.entitlements) && user.entitlements.exists(id, e,
              e.expires_date == null || timestamp(e.expires_date) > now)
        - name: prospect
      default: prospect
      """;

  private final LocalStack stack;
  private final SweepFunction sweep;

  DocumentsBelowUsersIT(Emulators emulators, @TempDir Path folder) throws IOException {
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    stack =
        LocalStack.start(
            emulators,
            LocalStackExtension.newProject("below"),
            folder.resolve("logs"),
            Map.of("SEGUE_RULES", rules.toString()));
    sweep = SweepFunction.start(stack, stack.environment());
  }

  @AfterAll
  void stop() {
    stack.close();
  }

  @Test
  void stripes_subscriptions_move_a_customer_from_the_first_to_the_last() throws Exception {
    var first = document("customers/ada/subscriptions/sub_1");
    var endsSoon = Instant.now().plus(Duration.ofDays(3)).plus(SOON);
    write(first, Map.of("status", "trialing", "trial_end", time(endsSoon)));
    assertThat(segment("ada")).isNull();
    write(document("customers/ada"), Map.of("stripeId", "cus_1"));
    assertThat(segment("ada")).isEqualTo("subscriber");
    sweepUntil("ada", "trial_ending");
    write(first, Map.of("status", "active"));
    write(first, Map.of("status", "past_due"));
    write(first, Map.of("status", "canceled"));
    delete(first);
    write(document("customers/ada/subscriptions/sub_2"), Map.of("status", "active"));
    delete(document("customers/ada"));

    assertReceived(
        "ada",
        "subscriber",
        "trial_ending",
        "subscriber",
        "past_due",
        "prospect",
        "subscriber",
        "none");
  }

  @Test
  void revenue_cats_entitlements_move_a_customer_until_they_expire() throws Exception {
    var customer = document("customers/ben");
    var end = Instant.now().plus(SOON).toString();
    write(customer, entitlements("gold", end, "silver", "2020-01-01T00:00:00Z"));
    assertThat(segment("ben")).isEqualTo("entitled");
    sweepUntil("ben", "prospect");
    write(customer, entitlements("com.example.pro", null, "gold", end));
    write(customer, Map.of());

    assertReceived("ben", "entitled", "prospect", "entitled", "prospect");
  }

  @Test
  void a_subscription_that_moves_to_another_customer_moves_both() {
    write(document("customers/dan"), Map.of());
    write(document("customers/eve"), Map.of());
    write(document("customers/dan/subscriptions/sub_1"), Map.of("status", "active"));
    var move = stack.firestore().batch();
    move.delete(document("customers/dan/subscriptions/sub_1"));
    move.set(document("customers/eve/subscriptions/sub_1"), Map.of("status", "active"));
    Documents.await(move.commit());
    stack.trigger().awaitQuiet(PATIENCE);

    assertThat(segment("dan")).isEqualTo("prospect");
    assertThat(segment("eve")).isEqualTo("subscriber");
  }

  @Test
  void a_hundred_documents_written_at_once_make_one_change_and_one_more_keeps_the_segment() {
    write(document("customers/fay"), Map.of());
    var batch = stack.firestore().batch();
    for (int i = 0; i < 100; i++) {
      batch.set(document("customers/fay/subscriptions/sub_" + i), Map.of("status", "active"));
    }
    Documents.await(batch.commit());
    stack.trigger().awaitQuiet(PATIENCE);
    var before = stack.users().segment("fay");
    assertThat(before.get("segment")).isEqualTo("subscriber");
    assertThat(before.get("revision")).isEqualTo(2L);

    write(document("customers/fay/subscriptions/sub_100"), Map.of("status", "past_due"));

    assertThat(stack.users().segment("fay").get("segment")).isEqualTo("subscriber");
    assertThat(stack.users().segment("fay").get("reason.faults"))
        .isEqualTo(Map.of("past_due", "too_many"));
  }

  private void assertReceived(String user, String... segments) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(Received.of(stack, user).segments()).containsExactly(segments));
  }

  private void sweepUntil(String user, String segment) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              sweep.sweep();
              return segment.equals(segment(user));
            });
  }

  private static Map<String, Object> entitlements(
      String one, String expires, String other, String otherExpires) {
    return Map.of("entitlements", Map.of(one, expiry(expires), other, expiry(otherExpires)));
  }

  private static Map<String, Object> expiry(String time) {
    var entitlement = new HashMap<String, Object>();
    entitlement.put("expires_date", time);
    return entitlement;
  }

  private static Timestamp time(Instant time) {
    return Timestamp.ofTimeSecondsAndNanos(time.getEpochSecond(), time.getNano());
  }

  private Object segment(String user) {
    return stack.users().segment(user).get("segment");
  }

  private DocumentReference document(String path) {
    return stack.firestore().document(path);
  }

  private void write(DocumentReference document, Map<String, Object> fields) {
    Documents.await(document.set(fields));
    stack.trigger().awaitQuiet(PATIENCE);
  }

  private void delete(DocumentReference document) {
    Documents.await(document.delete());
    stack.trigger().awaitQuiet(PATIENCE);
  }
}
