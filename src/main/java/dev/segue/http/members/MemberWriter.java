package dev.segue.http.members;

import java.io.IOException;
import java.io.OutputStream;

/** Writes members one by one into a stream that is somebody else's to close. */
interface MemberWriter {
  void write(MemberBody member) throws IOException;

  /** Sends what was written on its way. */
  void flush() throws IOException;

  /** Returns a writer whose head, if it has one, is written. */
  static MemberWriter of(MediaType type, OutputStream out) throws IOException {
    return switch (type) {
      case CSV -> new CsvWriter(out);
      case NDJSON -> new NdjsonWriter(out);
      case JSON -> throw new IllegalArgumentException("no stream of members: " + type);
    };
  }
}
