package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.segue.http.JsonResponse;
import java.io.IOException;
import java.text.Normalizer;
import java.util.regex.Pattern;

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
      return ROWS.writeValueAsBytes(
          new MemberBody(
              notFormula(member.userId()),
              member.changedAt(),
              member.revision(),
              member.previousSegment()));
    }
  },
  /** One JSON document a line. */
  NDJSON("application/x-ndjson", "") {
    @Override
    byte[] line(MemberBody member) throws IOException {
      return (JsonResponse.JSON.writeValueAsString(member) + "\n").getBytes(UTF_8);
    }
  };

  /** Quotes all texts, because spreadsheets may separate by other characters than commas. */
  private static final ObjectWriter ROWS =
      CsvMapper.csvBuilder()
          .enable(CsvGenerator.Feature.ALWAYS_QUOTE_STRINGS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .writer(
              CsvSchema.builder()
                  .addColumn("user_id")
                  .addColumn("changed_at")
                  .addColumn("revision")
                  .addColumn("previous_segment")
                  .setLineSeparator("\r\n")
                  .build());

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
    // Spreadsheets also take wide and small forms of these characters.
    var plain = Normalizer.normalize(id, Normalizer.Form.NFKC);
    return FORMULA.matcher(plain).matches() ? "'" + id : id;
  }
}
