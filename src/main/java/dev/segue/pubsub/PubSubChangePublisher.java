package dev.segue.pubsub;

import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.RpcException;
import dev.segue.recompute.ChangePublisher;
import dev.segue.segment.Cause;
import dev.segue.segment.PermanentFailureException;
import dev.segue.segment.Reason;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Publishes changes to a topic as CloudEvents of type {@value SegmentChangeMessages#TYPE}. */
public final class PubSubChangePublisher implements ChangePublisher {
  private final UnaryPublisher publisher;
  private final SegmentChangeMessages messages;

  /**
   * @param source the CloudEvents' source: the database of users and segments
   */
  public PubSubChangePublisher(TopicAdminClient client, TopicName topic, URI source) {
    this.publisher = new UnaryPublisher(client, topic);
    this.messages = new SegmentChangeMessages(source);
  }

  /** Builds a message, and connects without publishing it. */
  public void warmUp() {
    var change =
        new SegmentChange(
            1,
            Optional.empty(),
            Optional.empty(),
            Cause.of(Cause.Kind.EVENT),
            new Reason("", ""),
            "",
            Instant.EPOCH,
            Optional.empty());
    messages.message(new UserId("segue-warm-up"), change);
    publisher.connect();
  }

  @Override
  public void publish(UserId user, List<SegmentChange> changes) {
    try {
      publisher.publish(changes.stream().map(change -> messages.message(user, change)).toList());
    } catch (RpcException e) {
      if (e.code() == StatusCode.Code.INVALID_ARGUMENT) {
        throw new PermanentFailureException(
            "changes of " + user.value(),
            e.getMessage() + ": the messages are invalid, or do not fit the topic's schema");
      }
      throw e;
    }
  }
}
