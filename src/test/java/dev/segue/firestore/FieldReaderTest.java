package dev.segue.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldReaderTest {

  @Test
  void a_constant_is_read_as_it_is_written_and_in_no_other_case() {
    assertThat(reader("sweep").constant("cause", Cause.Kind.class)).isEqualTo(Cause.Kind.SWEEP);
    assertThatExceptionOfType(PermanentFailureException.class)
        .isThrownBy(() -> reader("SWEEP").constant("cause", Cause.Kind.class))
        .withMessage("segments/alice: cause is of type string, not one of the known words");
  }

  private static FieldReader reader(String cause) {
    return new FieldReader("segments/alice", Map.of("cause", cause));
  }
}
