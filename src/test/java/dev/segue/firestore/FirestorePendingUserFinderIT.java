package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import com.google.common.collect.ImmutableList;
import dev.segue.config.RulesFile;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.recompute.SegmentStore;
import dev.segue.segment.UserId;
import dev.segue.sweep.PendingPage;
import dev.segue.sweep.PendingUser;
import dev.segue.sweep.PendingUserFinder;
import dev.segue.sweep.PendingUserFinderContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class FirestorePendingUserFinderIT extends PendingUserFinderContract {
  @AutoClose private final Firestore firestore;

  FirestorePendingUserFinderIT(Emulators emulators) {
    firestore = Documents.newDatabase(emulators);
  }

  @Override
  protected SegmentStore store() {
    return new FirestoreSegmentStore(
        firestore, "users", "segments", RulesFile.read(Optional.empty()));
  }

  @Override
  protected PendingUserFinder finder(int pageSize) {
    return new FirestorePendingUserFinder(firestore, "segments", pageSize);
  }

  @Test
  void an_edited_document_is_found_although_its_age_is_unknown() {
    write("no-pending", Map.of("unpublished", List.of(1)));
    write("empty-pending", Map.of("unpublished", List.of(1), "pending", List.of()));
    write("odd", Map.of("unpublished", List.of("x", 2.5), "pending", List.of(7)));
    write("no-array", Map.of("unpublished", 7));

    assertThat(all(1))
        .containsExactlyInAnyOrder(
            ageless("no-pending"),
            PendingUser.faulty(
                new UserId("empty-pending"), "pending is empty, but unpublished is not"),
            ageless("odd"));
  }

  @Test
  void a_document_whose_id_is_not_a_valid_user_id_is_skipped_and_counted() {
    write("__id7__", Map.of("unpublished", List.of(1)));
    write("alice", Map.of("unpublished", List.of(1)));

    var pages = ImmutableList.copyOf(finder(1).pages());

    assertThat(pages).extracting(PendingPage::skipped).containsExactly(1, 0);
    assertThat(all(1)).containsExactly(ageless("alice"));
  }

  private void write(String id, Map<String, Object> fields) {
    Documents.put(firestore, "segments", id, fields);
  }

  private static PendingUser ageless(String id) {
    return PendingUser.since(new UserId(id), Optional.empty());
  }
}
