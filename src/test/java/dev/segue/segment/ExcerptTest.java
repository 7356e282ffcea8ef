package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void an_excerpt_has_at_most_100_characters_and_ends_with_a_whole_one() {
    assertThat(Excerpt.of("😀".repeat(101))).isEqualTo("😀".repeat(100));
    assertThat(Excerpt.of("é".repeat(100))).isEqualTo("é".repeat(100));
  }

  @Test
  void an_unpaired_surrogate_becomes_a_question_mark() {
    assertThat(Excerpt.of("\ud83d")).isEqualTo("?");
    assertThat(Excerpt.of("a\ud83db")).isEqualTo("a?b");
    assertThat(Excerpt.of("\ude00\ud83d")).isEqualTo("??");
  }
}
