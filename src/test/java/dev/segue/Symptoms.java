package dev.segue;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.segue.firestore.Documents;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.FunctionProcess;
import dev.segue.local.LocalStack;
import dev.segue.local.Proxies;
import dev.segue.local.Users;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** Causes on a stack what operators see. The stack's own trigger is paused. */
final class Symptoms {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSX", Locale.ROOT).withZone(UTC);

  private static final Fault REFUSAL = new Fault.Refuse(Status.PERMISSION_DENIED);

  private final LocalStack stack;
  private final Users users;
  private final Proxies proxies;
  private final FunctionProcess withoutTopics;

  Symptoms(LocalStack stack) {
    this.stack = stack;
    stack.trigger().pause();
    users = stack.users();
    proxies = stack.proxies();
    withoutTopics = proxies.startSegmentUser();
  }

  /** Writes a status, and delivers its event. */
  void become(String user, String status) throws IOException {
    users.write(user, status);
    assertThat(deliver(users.name(user), stack.segmentUser())).isEqualTo(200);
  }

  /** Commits a change whose publication is refused. */
  void leavePending(String user, String status) throws IOException {
    users.write(user, status);
    proxies.inject(Proxies.PUBLISH, 100, REFUSAL);
    assertThat(deliver(users.name(user), withoutTopics)).isEqualTo(500);
    proxies.heal();
  }

  /** Sets aside an event that belongs to no user. */
  void setAsideForGood() throws IOException {
    assertThat(deliver(users.name("1").replace("/users/", "/orders/"), stack.segmentUser()))
        .isEqualTo(200);
  }

  /** Edits a user's segment document, and sets aside the event of a write. */
  void setAside(String user, String status) throws IOException {
    edit(user);
    become(user, status);
  }

  void edit(String user) {
    Documents.await(segment(user).update("revision", "one"));
  }

  /** Sets a message aside, as Pub/Sub does after too many refusals. */
  void refuse(String message) {
    stack
        .topics()
        .publish(
            LocalStack.UNDELIVERED,
            PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(message)).build());
  }

  /** Lets the query of a sweep fail. */
  void failToSweep() throws IOException, InterruptedException {
    proxies.inject(Proxies.QUERY, REFUSAL);
    var sweep = SweepFunction.start(stack, proxies.environment());
    assertThat(sweep.sweep().status()).isEqualTo(503);
  }

  /** Makes the pending changes of a user two minutes older. */
  void age(String user) {
    age(segment(user));
  }

  static void age(DocumentReference segment) {
    var since = Documents.await(segment.get()).getString("pending_since");
    var shard = since.substring(0, since.indexOf('|') + 1);
    var aged = Instant.parse(since.substring(shard.length())).minus(Duration.ofMinutes(2));
    Documents.await(segment.update("pending_since", shard + TIME.format(aged)));
  }

  private DocumentReference segment(String user) {
    return users.segment(user).getReference();
  }

  private int deliver(String document, FunctionProcess function) throws IOException {
    var event = Events.written(Events.created(document, "active"));
    return EventRequest.post(
        function.url(), CloudEventBuilder.v1(event).withId(UUID.randomUUID().toString()).build());
  }
}
