package dev.segue.http;

import com.google.cloud.functions.HttpResponse;
import java.io.IOException;

/** What goes back to the caller. */
interface Answer {

  /**
   * Writes all of it. Whatever is thrown once something was sent cuts the connection, which is how
   * the caller learns that the rest is missing; so nothing may close the response but its owner.
   */
  void writeTo(HttpResponse response) throws IOException;
}
