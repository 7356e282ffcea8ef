package dev.segue.firestore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Largest;
import dev.segue.segment.Membership;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SegmentDocumentTest {
  private static final int LARGEST_DOCUMENT = 1 << 20;

  @Test
  void the_largest_document_has_a_tenth_of_what_firestore_takes() {
    var pending = Largest.pending();
    var last = pending.getLast();
    var document =
        SegmentDocument.fields(
            new Membership(last.segment(), last.revision(), last.changedAt(), pending));

    assertThat(bytes(document)).isBetween(50_000, LARGEST_DOCUMENT / 10);
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
