package dev.segue;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.segue.http.SweepApi;
import dev.segue.sweep.RepairUsers;
import dev.segue.sweep.ReplayDeadLetters;
import dev.segue.sweep.SweepUnpublished;
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
    this(Wiring.fromEnvironment());
  }

  Sweep(Wiring wiring) {
    this.api =
        new SweepApi(
            new SweepUnpublished(wiring.unpublished(), wiring.recompute(), wiring.clock()),
            new RepairUsers(wiring.recompute(), wiring.clock()),
            new ReplayDeadLetters(wiring.recompute(), wiring.clock()),
            wiring.deadLetterQueues(),
            wiring.output(),
            wiring.project(),
            wiring.clock());
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }
}
