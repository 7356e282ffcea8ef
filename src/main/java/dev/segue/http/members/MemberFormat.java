package dev.segue.http.members;

import java.io.IOException;
import java.io.OutputStream;

/** The forms in which all members of a segment can be had. */
enum MemberFormat {
  CSV("text/csv; charset=utf-8; header=present") {
    @Override
    MemberWriter writer(OutputStream out) throws IOException {
      return new CsvWriter(out);
    }
  },
  NDJSON("application/x-ndjson") {
    @Override
    MemberWriter writer(OutputStream out) {
      return new NdjsonWriter(out);
    }
  };

  private final String contentType;

  MemberFormat(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /** Returns a writer whose head, if it has one, is written. */
  abstract MemberWriter writer(OutputStream out) throws IOException;
}
