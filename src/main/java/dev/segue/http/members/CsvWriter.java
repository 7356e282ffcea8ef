package dev.segue.http.members;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A table for spreadsheets.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvWriter implements MemberWriter {
  private static final CsvMapper CSV =
      CsvMapper.csvBuilder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
  private static final CsvSchema ROWS = CsvSchema.emptySchema().withLineSeparator("\r\n");

  /** What spreadsheets take for a formula, or skip on their way to one. */
  private static final Pattern FORMULA = Pattern.compile("[\\s=+\\-@].*", Pattern.DOTALL);

  private final SequenceWriter rows;

  CsvWriter(OutputStream out) throws IOException {
    rows = CSV.writer(ROWS).writeValues(out);
    row("user", "since", "revision", "previous_segment");
  }

  @Override
  public void write(MemberBody member) throws IOException {
    row(harmless(member.user()), member.since(), member.revision(), member.previousSegment());
  }

  @Override
  public void flush() throws IOException {
    rows.flush();
  }

  private void row(Object... values) throws IOException {
    rows.write(Arrays.stream(values).map(value -> Objects.toString(value, "")).toList());
  }

  /**
   * Users may choose their ids, so an id can be a formula; the apostrophe makes it text. Nothing
   * else in a row can begin like one.
   */
  private static String harmless(String id) {
    return FORMULA.matcher(id).matches() ? "'" + id : id;
  }
}
