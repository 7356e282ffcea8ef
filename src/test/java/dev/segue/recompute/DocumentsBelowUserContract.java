package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Subcollection;
import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a {@link SegmentStore} has to do that reads documents below users. */
public abstract class DocumentsBelowUserContract extends SegmentStoreContract {
  /** Writes a document below the user's. */
  protected abstract void subscribe(UserId user, String id, boolean active);

  protected abstract void unsubscribe(UserId user, String id);

  @Test
  void a_look_sees_the_documents_below_the_user_in_the_order_of_their_ids() {
    write(user, ACTIVE);
    subscribe(user, "b", true);
    subscribe(user, "a", false);
    subscribe(user, "c", true);
    unsubscribe(user, "c");

    assertThat(subscriptions())
        .containsExactly(
            Map.of("document_id", "a", "active", false),
            Map.of("document_id", "b", "active", true));
  }

  @Test
  void every_change_below_the_user_is_seen_and_dates_the_user() {
    write(user, ACTIVE);
    var looks = new ArrayList<>(List.of(look()));
    subscribe(user, "a", true);
    looks.add(look());
    subscribe(user, "a", false);
    looks.add(look());
    unsubscribe(user, "a");
    looks.add(look());

    assertThat(looks.subList(0, 3)).extracting(Look::seen).doesNotHaveDuplicates();
    assertThat(looks.getLast().seen()).isEqualTo(looks.getFirst().seen());
    assertThat(looks.subList(0, 3).stream().map(it -> it.user().orElseThrow().updatedAt()))
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void documents_below_no_user_are_not_seen() {
    var nothing = look().seen();
    subscribe(user, "a", true);

    assertThat(look().user()).isEmpty();
    assertThat(look().seen()).isEqualTo(nothing);
    write(user, ACTIVE);
    assertThat(subscriptions()).hasSize(1);
    delete(user);
    assertThat(look().seen()).isEqualTo(nothing);
  }

  @Test
  void one_document_more_than_rules_read_is_enough_to_tell() {
    write(user, ACTIVE);
    for (int i = 0; i <= Subcollection.MOST + 1; i++) {
      subscribe(user, "s-" + (1_000 + i), true);
    }

    assertThat(subscriptions()).hasSize(Subcollection.MOST + 1);
  }

  private List<Map<String, Object>> subscriptions() {
    return look().user().orElseThrow().documents("subscriptions");
  }
}
