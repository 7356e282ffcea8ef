package dev.segue.http;

import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** What is sent back to the caller. */
public interface Response {

  /**
   * Writes status, headers and body. An exception after the first byte was sent cuts the
   * connection, which tells the caller that the rest is missing; so nothing here closes the
   * framework's response.
   */
  void writeTo(HttpResponse response) throws IOException;
}
