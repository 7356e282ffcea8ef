package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "/", ".", "..", "____", "__id__", "__a\nb__"})
  void an_id_that_firestore_refuses_is_refused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UserId(id))
        .withMessageContaining("'%s'", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "...", "__", "_a_", "a b", "é", "😀", "\t", "\u0001", "100%", "%2F"})
  void every_other_text_is_an_id(String id) {
    assertThat(new UserId(id).value()).isEqualTo(id);
  }

  @Test
  void an_id_has_at_most_1500_bytes_however_few_characters_they_are() {
    assertThat(new UserId("é".repeat(750)).value()).hasSize(750);
    assertThatIllegalArgumentException().isThrownBy(() -> new UserId("é".repeat(751)));
  }

  @Test
  void an_unpaired_surrogate_is_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new UserId("\ud83d"));
  }

  @Test
  void the_hash_is_sha_256_of_the_id_in_utf_8() {
    assertThat(new UserId("é").hash())
        .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  }
}
