package dev.segue.logging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.logging.JsonLog.Severity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLogTest {
  @Test
  void lines_are_utf_8_whatever_the_encoding_of_standard_output() {
    var bytes = new ByteArrayOutputStream();

    new JsonLog(new PrintStream(bytes, false, US_ASCII))
        .write(Severity.INFO, "none → trial", Map.of("segment", "prüfung"));

    assertThat(bytes.toString(UTF_8))
        .isEqualTo(
            """
            {"severity":"INFO","message":"none → trial","segment":"prüfung"}
            """);
  }
}
