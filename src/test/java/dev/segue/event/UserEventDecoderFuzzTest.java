package dev.segue.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.event.UserEventDecoder.UserEvent;
import dev.segue.fuzz.Allocation;
import dev.segue.fuzz.Fuzz;
import dev.segue.segment.UserField;
import io.cloudevents.CloudEvent;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UserEventDecoderFuzzTest {
  /** The most memory that protobuf uses for one byte. */
  private static final long BYTES_PER_BYTE = 200;

  private static final long BYTES_BESIDES = 200_000;
  private static final int LONGEST_REASON = 400;

  private final UserEventDecoder decoder =
      new UserEventDecoder(OddEvents.USERS, Set.of(UserField.SUBSCRIPTION_STATUS));
  private final Set<Class<?>> seen = new HashSet<>();

  @Test
  void an_event_is_decoded_as_another_reader_decodes_it() {
    Fuzz.tries(2_000, OddEvents::draw, this::isDecoded);

    assertThat(seen)
        .containsExactlyInAnyOrder(
            UserEvent.Relevant.class, UserEvent.Irrelevant.class, UserEvent.Undeliverable.class);
  }

  private void isDecoded(CloudEvent event) {
    int size = event.getData() == null ? 0 : event.getData().toBytes().length;

    var decoded =
        Allocation.atMost(BYTES_BESIDES + BYTES_PER_BYTE * size, () -> decoder.decode(event));

    seen.add(decoded.getClass());
    if (decoded instanceof UserEvent.Undeliverable undeliverable) {
      assertThat(undeliverable.reason()).isNotBlank().hasSizeLessThan(LONGEST_REASON);
      assertThat(UserEventReader.read(event)).isEmpty();
    } else {
      assertThat(UserEventReader.read(event)).contains(decoded);
    }
  }
}
