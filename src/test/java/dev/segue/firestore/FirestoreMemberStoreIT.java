package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.firestore.Firestore;
import dev.segue.config.TrialRules;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.members.Member;
import dev.segue.members.MemberStore;
import dev.segue.members.MemberStoreContract;
import dev.segue.members.UserSegment;
import dev.segue.segment.Segment;
import dev.segue.segment.UnreadableSegmentException;
import dev.segue.segment.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreMemberStoreIT extends MemberStoreContract {
  private final Firestore firestore;
  private final String id = "user-" + UUID.randomUUID();

  FirestoreMemberStoreIT(Emulators emulators) {
    firestore =
        GoogleClients.firestore(
            "demo-members", "(default)", Optional.of(emulators.firestoreHost()));
  }

  @AfterEach
  void disconnect() throws Exception {
    firestore.close();
  }

  @Test
  void an_edited_document_costs_nobody_a_page() {
    write(id, Map.of("segment", id, "revision", "one", "note", "by support"));

    assertThat(store().members(new Segment(id), Optional.empty(), 10).members())
        .containsExactly(new Member(new UserId(id), Optional.empty()));
  }

  @Test
  void a_document_whose_id_no_user_can_have_takes_nobodys_place_on_a_page() {
    var segment = new Segment(id);
    for (var document : List.of("__id7__", id, "__id8__", id + "z")) {
      write(document, Map.of("segment", id));
    }

    var found = store().members(segment, Optional.empty(), 2);

    assertThat(found.members())
        .extracting(Member::user)
        .containsExactly(new UserId(id), new UserId(id + "z"));
    assertThat(found.skipped()).isEqualTo(2);
    assertThat(store().members(segment, Optional.of(new UserId(id + "z")), 2).members()).isEmpty();
  }

  @Test
  void an_edited_document_of_one_user_is_refused_by_field() {
    write(id, Map.of("segment", id, "revision", "one"));

    assertThatExceptionOfType(UnreadableSegmentException.class)
        .isThrownBy(() -> store().find(new UserId(id)))
        .withMessage("segments/%s: reason is missing, not a map", id);
  }

  @Test
  void a_document_in_which_everything_is_somebody_elses_is_nothing_we_keep() {
    write(id, Map.of("note", "by support"));

    assertThat(store().find(new UserId(id))).isEmpty();
  }

  @Override
  protected MemberStore store() {
    return new FirestoreMemberStore(firestore, firestore, "users", "segments", TrialRules.RULES);
  }

  @Override
  protected void put(UserSegment user) {
    var fields = new HashMap<String, Object>();
    fields.put("segment", user.segment().map(Segment::name).orElse(null));
    fields.put("previous_segment", user.latestChange().previous().map(Segment::name).orElse(null));
    fields.put("revision", user.latestChange().revision());
    fields.put("changed_at", Times.timestamp(user.latestChange().since()));
    fields.put(
        "reason",
        Map.of(
            "rule", user.reason().rule(),
            "subscription_status", user.reason().subscriptionStatus()));
    fields.put("rules", user.rules());
    fields.put("pending", user.pending().stream().map(ChangeFields::ofChange).toList());
    write(user.user().value(), fields);
  }

  private void write(String id, Map<String, Object> fields) {
    Documents.await(firestore.collection("segments").document(id).set(fields));
  }
}
