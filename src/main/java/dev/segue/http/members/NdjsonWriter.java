package dev.segue.http.members;

import dev.segue.http.JsonResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON document a line. */
final class NdjsonWriter implements MemberWriter {
  private final OutputStream out;

  NdjsonWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out);
  }

  @Override
  public void write(MemberBody member) throws IOException {
    out.write(JsonResponse.JSON.writeValueAsBytes(member));
    out.write('\n');
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }
}
