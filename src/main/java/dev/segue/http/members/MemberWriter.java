package dev.segue.http.members;

import java.io.IOException;

/** Writes members one by one into a stream that the caller closes. */
interface MemberWriter {
  void write(MemberBody member) throws IOException;

  /** Sends what was written on its way. */
  void flush() throws IOException;
}
