package dev.segue.http;

import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** A response of an HTTP function. */
public interface Response {

  /**
   * Writes status, headers and body, without closing the framework's response: an exception after
   * the first byte then cuts the connection, so that the caller notices.
   */
  void writeTo(HttpResponse response) throws IOException;

  /** Writes status and headers for a HEAD request. The server drops a body. */
  default void writeHeadTo(HttpResponse response) throws IOException {
    writeTo(response);
  }
}
