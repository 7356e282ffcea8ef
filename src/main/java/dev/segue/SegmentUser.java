package dev.segue;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.event.EventApi;
import java.io.IOException;

/**
 * Receives events about user documents and brings the users' segments in line.
 *
 * @see EventApi
 */
public final class SegmentUser implements HttpFunction {
  private final EventApi api = Wiring.fromEnvironment(Wiring::segmentUser);

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }
}
