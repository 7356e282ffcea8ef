package dev.segue;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.sweep.SweepApi;
import java.io.IOException;

/**
 * Publishes pending changes and moves users who are due; on request, repairs users or replays dead
 * letters.
 *
 * @see SweepApi
 */
public final class Sweep implements HttpFunction {
  private final SweepApi api = Wiring.fromEnvironment(Wiring::sweep);

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }
}
