package dev.segue.image;

import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.protobuf.Empty;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The part of Pub/Sub that functions need in the training: every subscription gets the dead
 * letters, once.
 */
final class TrainingPubSub {
  private static final String DEAD_LETTERS = "/topics/segment-dead-letters";

  private final Queue<PubsubMessage> deadLetters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger published = new AtomicInteger();

  Map<String, Services.Method> methods() {
    var subscriber = "google.pubsub.v1.Subscriber/";
    return Map.of(
        "google.pubsub.v1.Publisher/Publish",
        request -> List.of(publish(PublishRequest.parseFrom(request))),
        "google.iam.v1.IAMPolicy/TestIamPermissions",
        request -> List.of(TestIamPermissionsResponse.getDefaultInstance()),
        subscriber + "Pull",
        request -> List.of(pull()),
        subscriber + "Acknowledge",
        request -> List.of(Empty.getDefaultInstance()),
        subscriber + "ModifyAckDeadline",
        request -> List.of(Empty.getDefaultInstance()));
  }

  /** The number of messages on all topics. */
  int published() {
    return published.get();
  }

  private PublishResponse publish(PublishRequest request) {
    var answer = PublishResponse.newBuilder();
    for (var message : request.getMessagesList()) {
      var id = "" + published.incrementAndGet();
      if (request.getTopic().endsWith(DEAD_LETTERS)) {
        deadLetters.add(message.toBuilder().setMessageId(id).build());
      }
      answer.addMessageIds(id);
    }
    return answer.build();
  }

  private PullResponse pull() {
    var message = deadLetters.poll();
    var answer = PullResponse.newBuilder();
    if (message != null) {
      answer.addReceivedMessages(
          ReceivedMessage.newBuilder().setAckId(message.getMessageId()).setMessage(message));
    }
    return answer.build();
  }
}
