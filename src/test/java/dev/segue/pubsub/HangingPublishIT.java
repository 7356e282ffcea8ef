package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Proxies;
import dev.segue.segment.SampleChanges;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Publishing to a Pub/Sub that accepts requests and never answers. */
@ExtendWith(LocalStackExtension.class)
@Execution(ExecutionMode.CONCURRENT)
class HangingPublishIT {
  /** Many more than the threads that other tests start and stop meanwhile. */
  private static final int AT_ONCE = 200;

  @AutoClose private final GrpcProxy proxy;
  @AutoClose private final TopicAdminClient client;
  private final TopicName topic;

  HangingPublishIT(Emulators emulators) {
    proxy = GrpcProxy.to(emulators.pubsubHost());
    client = GoogleClients.topics(Optional.of(proxy.host()));
    topic = TopicName.of("demo-hanging", LocalStack.CHANGES);
    proxy.inject(
        Proxies.PUBLISH, Collections.nCopies(10_000, new Fault.Hang()).toArray(Fault[]::new));
  }

  @Test
  @Timeout(30)
  void a_request_that_hangs_is_given_up() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(this::publish)
        .withMessageContaining(topic.toString())
        .withMessageContaining(proxy.host());
  }

  @Test
  @Timeout(90)
  void requests_that_hang_leave_no_threads_behind() throws Exception {
    publishAtOnce();
    var before = platformThreads();

    publishAtOnce();

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(platformThreads()).isLessThan(before + AT_ONCE / 2));
  }

  private void publishAtOnce() throws Exception {
    Callable<Void> publish =
        () -> {
          assertThatExceptionOfType(UnavailableException.class).isThrownBy(this::publish);
          return null;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var given : threads.invokeAll(Collections.nCopies(AT_ONCE, publish))) {
        given.get();
      }
    }
  }

  private void publish() {
    var change = SampleChanges.change(1, "none", "none");
    new PubSubChangePublisher(client, topic, URI.create("//firestore.googleapis.com/p"))
        .publish(new UserId("alice"), List.of(change));
  }

  /** Includes those of pools, which may grow by a few, but not with every request. */
  private static int platformThreads() {
    return Thread.getAllStackTraces().size();
  }
}
