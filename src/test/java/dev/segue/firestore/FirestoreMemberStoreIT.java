package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.firestore.Firestore;
import dev.segue.config.RulesFile;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.members.Member;
import dev.segue.members.MemberStore;
import dev.segue.members.MemberStoreContract;
import dev.segue.members.UserSegment;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestoreMemberStoreIT extends MemberStoreContract {
  private static final Rules RULES =
      RulesFile.parse(
          "segments.yaml",
          """
          documents: {orders: 'users/{user}/orders/{order}'}
          segments: [{name: buyer, when: size(orders) > 0}, {name: other}]
          default: other
          """);
  private static final Segment TRIAL = new Segment("trial");
  private static final UserId ALICE = new UserId("alice");

  @AutoClose private final Firestore firestore;

  FirestoreMemberStoreIT(Emulators emulators) {
    firestore = Documents.newDatabase(emulators);
  }

  @Test
  void an_edited_document_does_not_hide_its_user_from_a_page() {
    write("alice", Map.of("segment", "trial", "revision", "one", "note", "by support"));

    assertThat(store().members(TRIAL, Optional.empty(), 10).members())
        .containsExactly(new Member(ALICE, Optional.empty()));
  }

  @Test
  void a_document_whose_id_is_not_a_valid_user_id_takes_no_place_on_a_page() {
    for (var id : List.of("__id7__", "alice", "__id8__", "bob")) {
      write(id, Map.of("segment", "trial"));
    }

    var page = store().members(TRIAL, Optional.empty(), 2);
    assertThat(page.members()).extracting(Member::user).containsExactly(ALICE, new UserId("bob"));
    assertThat(page.skipped()).isEqualTo(2);
    assertThat(page.next()).isEmpty();
    assertThat(store().members(TRIAL, Optional.of(new UserId("bob")), 2).members()).isEmpty();
  }

  @Test
  void an_edited_document_of_one_user_is_refused_with_the_field() {
    write("alice", Map.of("segment", "trial", "revision", "one"));

    assertThatExceptionOfType(PermanentFailureException.class)
        .isThrownBy(() -> store().find(ALICE))
        .withMessage("segments/alice: reason is missing, not a map");
  }

  @Test
  void a_document_with_only_foreign_fields_is_not_a_membership() {
    write("alice", Map.of("note", "by support"));

    assertThat(store().find(ALICE)).isEmpty();
  }

  @Test
  void a_look_reads_what_the_rules_read_of_the_documents_below_the_user() {
    Documents.put(firestore, "users/alice/orders", "b", Map.of());
    Documents.put(firestore, "users/alice/orders", "a", Map.of("note", "not read"));
    assertThat(store().look(ALICE)).isEmpty();
    Documents.put(firestore, "users", "alice", Map.of());

    assertThat(store().look(ALICE).orElseThrow().user().documents("orders"))
        .containsExactly(Map.of("document_id", "a"), Map.of("document_id", "b"));
  }

  @Override
  protected MemberStore store() {
    return new FirestoreMemberStore(firestore, firestore, "segments", RULES);
  }

  @Override
  protected void put(UserSegment user) {
    var fields = new HashMap<>(ChangeFields.ofChange(user.pending().getLast()));
    fields.put("pending", user.pending().stream().map(ChangeFields::ofChange).toList());
    write(user.user().value(), fields);
  }

  private void write(String id, Map<String, Object> fields) {
    Documents.put(firestore, "segments", id, fields);
  }
}
