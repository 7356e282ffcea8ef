package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {

  @ParameterizedTest
  @ValueSource(strings = {"none", "default", "", "At Risk", "at risk", "1st", "-x", "é", "a\n"})
  void an_invalid_name_is_refused_with_the_name(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Segment(name))
        .withMessageContaining("'%s'", name);
  }

  @Test
  void a_name_has_at_most_63_characters() {
    assertThat(new Segment("s".repeat(63)).name()).hasSize(63);
    assertThatIllegalArgumentException().isThrownBy(() -> new Segment("s".repeat(64)));
  }

  @Test
  void no_segment_is_written_as_none() {
    assertThat(Segment.word(Optional.empty())).isEqualTo("none");
    assertThat(Segment.word(Optional.of(new Segment("trial")))).isEqualTo("trial");
  }
}
