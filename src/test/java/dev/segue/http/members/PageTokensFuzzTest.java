package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddBytes;
import dev.segue.fuzz.OddText;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PageTokensFuzzTest {
  private static final Segment TRIAL = new Segment("trial");
  private static final PageTokens TOKENS = new PageTokens("projects/p/databases/d/documents/s");

  private int read;

  @Test
  void only_tokens_that_were_written_are_read() {
    Fuzz.tries(5_000, PageTokensFuzzTest::token, this::isWrittenIfRead);

    assertThat(read).isPositive();
  }

  private void isWrittenIfRead(String token) {
    var user = TOKENS.read(TRIAL, token);
    if (user.isPresent()) {
      read++;
      assertThat(TOKENS.write(TRIAL, user.get())).isEqualTo(token);
    }
  }

  private static String token(Draw draw) {
    var written = TOKENS.write(TRIAL, new UserId("zoë"));
    var mutated = OddBytes.mutate(draw, Base64.getUrlDecoder().decode(written));
    return switch (draw.below(3)) {
      case 0 -> OddText.draw(draw);
      case 1 -> new String(OddBytes.mutate(draw, written.getBytes(UTF_8)), UTF_8);
      default -> Base64.getUrlEncoder().withoutPadding().encodeToString(mutated);
    };
  }
}
