package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberFormatTest {
  private static final MemberBody FULL =
      new MemberBody("ann", "2026-01-02T03:04:05.000006Z", 3L, "trial");

  @Test
  void a_member_in_csv_is_a_row_with_empty_cells_for_unknown_values() throws IOException {
    assertThat(new String(MemberFormat.CSV.head(), UTF_8))
        .isEqualTo("user_id,changed_at,revision,previous_segment\r\n");
    assertThat(line(MemberFormat.CSV, FULL))
        .isEqualTo("\"ann\",\"2026-01-02T03:04:05.000006Z\",3,\"trial\"\r\n");
    assertThat(line(MemberFormat.CSV, member("ann"))).isEqualTo("\"ann\",,,\r\n");
    assertThat(line(MemberFormat.CSV, member("a,\"b\"\r\nc;=1")))
        .isEqualTo("\"a,\"\"b\"\"\r\nc;=1\",,,\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "\u00a0＋1", "﹣1"})
  void csv_turns_an_id_that_a_spreadsheet_would_take_for_a_formula_into_text(String id)
      throws IOException {
    assertThat(line(MemberFormat.CSV, member(id))).isEqualTo("\"'" + id + "\",,,\r\n");
  }

  @Test
  void a_member_in_ndjson_is_a_document_on_one_line() throws IOException {
    assertThat(MemberFormat.NDJSON.head()).isEmpty();
    assertThat(line(MemberFormat.NDJSON, FULL))
        .isEqualTo(
            """
            {"user_id":"ann","changed_at":"2026-01-02T03:04:05.000006Z","revision":3,"previous_segment":"trial"}
            """);
    assertThat(line(MemberFormat.NDJSON, member("=a\nb")))
        .isEqualTo(
            """
            {"user_id":"=a\\nb","changed_at":null,"revision":null,"previous_segment":null}
            """);
  }

  private static MemberBody member(String id) {
    return new MemberBody(id, null, null, null);
  }

  private static String line(MemberFormat format, MemberBody member) throws IOException {
    return new String(format.line(member), UTF_8);
  }
}
