package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.segue.http.JsonResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The formats of a download of all members of a segment. */
enum MemberFormat {
  /**
   * A table for spreadsheets.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
   */
  CSV(
      "text/csv; charset=utf-8; header=present",
      "user_id,changed_at,revision,previous_segment\r\n") {
    @Override
    byte[] line(MemberBody member) throws IOException {
      var values =
          Stream.of(
              notFormula(member.userId()),
              member.changedAt(),
              member.revision(),
              member.previousSegment());
      return ROWS.writeValueAsBytes(values.map(value -> Objects.toString(value, "")).toList());
    }
  },
  /** One JSON document a line. */
  NDJSON("application/x-ndjson", "") {
    @Override
    byte[] line(MemberBody member) throws IOException {
      return (JsonResponse.JSON.writeValueAsString(member) + "\n").getBytes(UTF_8);
    }
  };

  private static final ObjectWriter ROWS =
      CsvMapper.csvBuilder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build()
          .writer(CsvSchema.emptySchema().withLineSeparator("\r\n"));

  /** Values that spreadsheets take for a formula, if need be after they skip what comes first. */
  private static final Pattern FORMULA = Pattern.compile("[\\s=+\\-@].*", Pattern.DOTALL);

  private final String contentType;
  private final String head;

  MemberFormat(String contentType, String head) {
    this.contentType = contentType;
    this.head = head;
  }

  String contentType() {
    return contentType;
  }

  /** Returns what comes before the first member. */
  byte[] head() {
    return head.getBytes(UTF_8);
  }

  /** Returns a member with the end of its line. */
  abstract byte[] line(MemberBody member) throws IOException;

  /**
   * Puts an apostrophe before an id that a spreadsheet would take for a formula: users may choose
   * their ids. No other value in a row can begin like one.
   */
  private static String notFormula(String id) {
    return FORMULA.matcher(id).matches() ? "'" + id : id;
  }
}
