package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnaryPublisherTest {

  @Test
  void no_messages_are_no_request() {
    assertThat(UnaryPublisher.batches(List.of())).isEmpty();
  }

  @Test
  void a_request_holds_at_most_1000_messages() {
    var messages = IntStream.range(0, 2_001).mapToObj(i -> message(1)).toList();

    assertThat(UnaryPublisher.batches(messages))
        .extracting(List::size)
        .containsExactly(1_000, 1_000, 1);
  }

  @Test
  void a_request_holds_less_than_10_mb_and_order_is_kept() {
    var messages = IntStream.range(1, 8).mapToObj(i -> message(i * 1_000_000)).toList();
    var batches = UnaryPublisher.batches(messages);

    assertThat(batches)
        .allSatisfy(
            batch ->
                assertThat(batch.stream().mapToInt(PubsubMessage::getSerializedSize).sum())
                    .isLessThan(10_000_000));
    assertThat(batches.stream().flatMap(Collection::stream)).containsExactlyElementsOf(messages);
  }

  @Test
  void a_message_too_large_for_a_request_is_sent_alone_for_pubsub_to_refuse() {
    assertThat(UnaryPublisher.batches(Collections.nCopies(2, message(11_000_000)))).hasSize(2);
  }

  private static PubsubMessage message(int bytes) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[bytes])).build();
  }
}
