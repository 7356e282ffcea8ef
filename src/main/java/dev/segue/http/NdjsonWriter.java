package dev.segue.http;

import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON document a line. */
final class NdjsonWriter implements MemberWriter {
  private final SequenceWriter lines;
  private final OutputStream out;

  NdjsonWriter(OutputStream out) throws IOException {
    this.out = out;
    lines = JsonAnswer.JSON.writer().withRootValueSeparator("\n").writeValues(out);
  }

  @Override
  public void write(MemberBody member) throws IOException {
    lines.write(member);
  }

  @Override
  public void flush() throws IOException {
    lines.flush();
    out.flush();
  }
}
