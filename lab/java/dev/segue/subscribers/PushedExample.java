package dev.segue.subscribers;

import com.google.pubsub.v1.PubsubMessage;
import dev.segue.local.EventFaults;
import dev.segue.local.EventRequest;
import dev.segue.local.PortLease;
import dev.segue.local.Trigger;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** An example that receives messages by POST. */
final class PushedExample implements Subscriber {

  private final PortLease port;
  private final ExampleProcess process;
  private final Trigger push;
  private final Function<PubsubMessage, EventRequest> request;
  private final Supplier<Map<String, Held>> held;

  PushedExample(
      PortLease port,
      ExampleProcess process,
      Function<PubsubMessage, EventRequest> request,
      Supplier<Map<String, Held>> held) {
    this.port = port;
    this.process = process;
    this.request = request;
    this.held = held;
    push = Trigger.to(url());
    push.retryAfter(Duration.ofMillis(100), Duration.ofSeconds(1));
    push.inject(EventFaults.seeded(1));
  }

  URI url() {
    return URI.create("http://" + port.host() + "/");
  }

  ExampleProcess process() {
    return process;
  }

  @Override
  public void deliver(PubsubMessage message) {
    push.accept(request.apply(message));
  }

  @Override
  public void awaitQuiet(Duration deadline) {
    push.awaitQuiet(deadline);
  }

  @Override
  public void start() {
    process.start(() -> PortLease.isListenedOn(port.port()));
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public Map<String, Held> held() {
    return held.get();
  }

  @Override
  public void close() {
    push.close();
    process.close();
    port.close();
  }
}
