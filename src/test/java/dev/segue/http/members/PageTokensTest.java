package dev.segue.http.members;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokensTest {
  private static final Segment TRIAL = new Segment("trial");
  private static final UserId USER = new UserId("zoë=😀 +&?#");

  private final PageTokens tokens = new PageTokens("projects/p/databases/d/documents/segments");

  @Test
  void a_token_is_read_back_and_needs_no_escaping_in_a_url() {
    var token = tokens.write(TRIAL, USER);

    assertThat(token).matches("[A-Za-z0-9_-]+");
    assertThat(tokens.read(TRIAL, token)).contains(USER);
  }

  @Test
  void the_longest_id_makes_a_token_that_fits_into_a_url() {
    var longest = new UserId("x".repeat(1_500));

    assertThat(tokens.write(TRIAL, longest)).hasSizeLessThan(2_100);
  }

  @Test
  void a_token_of_another_segment_is_refused() {
    assertThat(tokens.read(TRIAL, tokens.write(new Segment("subscriber"), USER))).isEmpty();
  }

  @Test
  void a_token_of_another_collection_is_refused() {
    var elsewhere = new PageTokens("projects/q/databases/d/documents/segments");

    assertThat(tokens.read(TRIAL, elsewhere.write(TRIAL, USER))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "AQ", "ann", "!", "AQ==", "AQAAAAAAAAAAAAAAAA", "a b"})
  void another_text_is_refused(String text) {
    assertThat(tokens.read(TRIAL, text)).isEmpty();
  }
}
