package dev.segue.http.sweep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.fuzz.Allocation;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.Fuzz;
import dev.segue.fuzz.OddBytes;
import dev.segue.fuzz.OddText;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SweepRequestReaderFuzzTest {
  private static final long BYTES_PER_BYTE = 200;
  private static final long BYTES_BESIDES = 200_000;
  private static final int LONGEST_DETAIL = 400;
  private static final int MOST = 100_000;

  private static final List<String> TOKENS =
      List.of(
          ("{ } [ ] , : \" \"a\", [[ {\"a\": \"users\": \"users\":[], null true 1e99999 -0 NaN 0x1"
                  + " \\ud83d \\u0000 /**/ \ufeff")
              .split(" ", -1));

  private final Set<Object> answers = new HashSet<>();

  @Test
  void whatever_the_body_it_is_a_request_or_a_problem_of_the_callers() {
    Fuzz.tries(2_000, SweepRequestReaderFuzzTest::body, this::isAnswered);

    assertThat(answers).contains(200, 400);
  }

  /** Returns bytes, each as the character of that number. */
  private static String body(Draw draw) {
    return new String(bytes(draw), ISO_8859_1);
  }

  private static byte[] bytes(Draw draw) {
    var good = "{\"users\": [\"alice\", \"%s\"]}".formatted("b".repeat(draw.size(MOST)));
    return switch (draw.below(5)) {
      case 0 -> draw.oneOf(TOKENS).repeat(draw.size(MOST)).getBytes(UTF_8);
      case 1 -> OddBytes.mutate(draw, good.getBytes(UTF_8));
      case 2 -> good.replace("alice", OddText.draw(draw)).getBytes(UTF_8);
      case 3 -> good.replace("{", "{" + fields(draw)).getBytes(UTF_8);
      default -> OddText.mutate(draw, good, TOKENS).getBytes(UTF_8);
    };
  }

  private static String fields(Draw draw) {
    var name = draw.oneOf(List.of("users", "dead_letters", "a".repeat(draw.size(MOST))));
    return "\"%s\": [], ".formatted(name).repeat(1 + draw.below(2));
  }

  private void isAnswered(String text) {
    var body = text.getBytes(ISO_8859_1);
    var answer =
        Allocation.atMost(BYTES_BESIDES + BYTES_PER_BYTE * body.length, () -> answer(body));

    if (answer instanceof Problem problem) {
      answers.add(problem.status());
      assertThat(problem.status()).isEqualTo(400);
      assertThat(problem.detail()).hasSizeLessThan(LONGEST_DETAIL);
    } else {
      answers.add(200);
    }
  }

  private static Object answer(byte[] body) {
    try {
      return SweepRequestReader.read(new ByteArrayInputStream(body));
    } catch (ProblemException e) {
      return e.problem();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
