package dev.segue;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.segue.firestore.Documents;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.grpc.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings about, on a running stack, what operators see. No event is delivered but those of here.
 */
final class Symptoms implements AutoCloseable {
  private static final Fault REFUSAL = new Fault.Refuse(Status.PERMISSION_DENIED);

  private final LocalStack stack;
  private final Users users;
  private final String pubSubHost;
  private final Proxies proxies;
  private final FunctionProcess withoutTopics;

  Symptoms(LocalStack stack, Emulators emulators) {
    this.stack = stack;
    stack.trigger().pause();
    users = new Users(stack);
    pubSubHost = emulators.pubsubHost();
    proxies = new Proxies(stack, emulators);
    withoutTopics = proxies.startSegmentUser();
  }

  /** Has a user's segment follow their status. */
  void become(String user, String status) throws IOException {
    users.write(user, status);
    assertThat(deliver(users.name(user), stack.segmentUser())).isEqualTo(200);
  }

  /** Has a change committed, and its publication refused. */
  void leavePending(String user, String status) throws IOException {
    users.write(user, status);
    proxies.inject(Proxies.PUBLISH, nCopies(100, REFUSAL).toArray(Fault[]::new));
    assertThat(deliver(users.name(user), withoutTopics)).isEqualTo(500);
    proxies.heal();
  }

  /** Has an event set aside that is no user's. */
  void setAsideForGood() throws IOException {
    assertThat(deliver(users.name("1").replace("/users/", "/orders/"), stack.segmentUser()))
        .isEqualTo(200);
  }

  /** Has the event of a user's change set aside, because somebody edited the segment document. */
  void setAside(String user, String status) throws IOException {
    edit(user);
    become(user, status);
  }

  void edit(String user) {
    Documents.await(segment(user).update("revision", "one"));
  }

  /** Has a message set aside as Pub/Sub does when a subscriber has refused it too often. */
  void refuse(String message) {
    try (var topics = GoogleClients.topics(Optional.of(pubSubHost))) {
      topics.publish(
          TopicName.of(stack.project(), LocalStack.UNDELIVERED),
          List.of(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(message)).build()));
    }
  }

  /** Has a sweep find nobody. */
  void failToSweep() throws IOException, InterruptedException {
    proxies.inject(Proxies.QUERY, REFUSAL);
    var sweep = SweepFunction.start(stack, proxies.environment());
    assertThat(sweep.sweep().status()).isEqualTo(503);
  }

  /** Lets two minutes pass for what a user has pending. */
  void age(String user) {
    LeftBehind.age(segment(user));
  }

  @Override
  public void close() {
    proxies.close();
  }

  private DocumentReference segment(String user) {
    return users.segment(user).getReference();
  }

  private int deliver(String document, FunctionProcess function) throws IOException {
    var event = Events.written(Events.created(document, "active"));
    return Deliveries.binary(
        function.url(), CloudEventBuilder.v1(event).withId(UUID.randomUUID().toString()).build());
  }
}
