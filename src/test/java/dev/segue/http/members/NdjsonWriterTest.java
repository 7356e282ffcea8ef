package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NdjsonWriterTest {

  @Test
  void a_member_is_a_line_and_every_line_is_whole() throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new NdjsonWriter(out);
    writer.write(new MemberBody("=a\nb", "2026-01-02T03:04:05.000006Z", 3L, "trial"));
    writer.flush();
    writer.write(new MemberBody("c", null, null, null));
    writer.flush();

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"user":"=a\\nb","since":"2026-01-02T03:04:05.000006Z","revision":3,"previous_segment":"trial"}
            {"user":"c","since":null,"revision":null,"previous_segment":null}
            """);
  }

  @Test
  void no_members_are_no_lines() throws IOException {
    var out = new ByteArrayOutputStream();
    new NdjsonWriter(out).flush();

    assertThat(out.size()).isZero();
  }
}
