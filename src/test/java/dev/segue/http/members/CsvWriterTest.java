package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
  private static final String HEAD = "user,since,revision,previous_segment\r\n";

  @Test
  void a_member_is_a_row() throws IOException {
    assertThat(csv(new MemberBody("ann", "2026-01-02T03:04:05.000006Z", 3L, "trial")))
        .isEqualTo(HEAD + "ann,2026-01-02T03:04:05.000006Z,3,trial\r\n");
  }

  @Test
  void what_is_not_known_is_empty() throws IOException {
    assertThat(csv(member("ann"))).isEqualTo(HEAD + "ann,,,\r\n");
  }

  @Test
  void no_members_are_a_head_alone() throws IOException {
    assertThat(csv()).isEqualTo(HEAD);
  }

  @Test
  void ids_with_separators_are_quoted() throws IOException {
    assertThat(csv(member("a,\"b\"\r\nc"))).isEqualTo(HEAD + "\"a,\"\"b\"\"\r\nc\",,,\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"})
  void an_id_that_a_spreadsheet_would_take_for_a_formula_becomes_text(String id)
      throws IOException {
    assertThat(csv(member(id))).isEqualTo(HEAD + "'" + id + ",,,\r\n");
  }

  private static MemberBody member(String id) {
    return new MemberBody(id, null, null, null);
  }

  private static String csv(MemberBody... members) throws IOException {
    var out = new ByteArrayOutputStream();
    var writer = new CsvWriter(out);
    for (var member : members) {
      writer.write(member);
    }
    writer.flush();
    return out.toString(UTF_8);
  }
}
