package dev.segue;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.sweep.SweepApi;
import java.io.IOException;

/**
 * Publishes what was left unpublished, and on request repairs users, those of dead letters
 * included.
 *
 * @see SweepApi
 */
public final class Sweep implements HttpFunction {
  private final SweepApi api;

  public Sweep() {
    this(Environment.wire(SweepWiring::of));
  }

  Sweep(SweepApi api) {
    this.api = api;
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }
}
