package dev.segue.firestore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Membership;
import dev.segue.segment.SampleChanges;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SegmentDocumentTest {
  private static final int LARGEST_DOCUMENT = 1 << 20;

  @Test
  void the_largest_document_has_half_of_what_firestore_takes() {
    var pending = SampleChanges.largest();
    var held =
        new Membership(
            Optional.empty(),
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            "",
            Optional.empty(),
            pending.subList(1, pending.size()));
    var last = pending.getFirst();
    var document =
        SegmentDocument.fields(
            new UserId("ada"),
            new Look(Optional.empty(), "", held, Optional.empty(), last.changedAt()),
            new Write(
                held.marked(last.changedAt(), "", Optional.empty()).with(last),
                last.reason(),
                last.rules(),
                Optional.of(last)));

    assertThat(bytes(document)).isBetween(300_000, LARGEST_DOCUMENT / 2);
  }

  /**
   * @see <a href="https://firebase.google.com/docs/firestore/storage-size">How Firestore counts</a>
   */
  private static int bytes(Object value) {
    return switch (value) {
      case String text -> text.getBytes(UTF_8).length + 1;
      case List<?> list -> list.stream().mapToInt(SegmentDocumentTest::bytes).sum();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToInt(field -> bytes(field.getKey()) + bytes(field.getValue()))
              .sum();
      default -> 8;
    };
  }
}
