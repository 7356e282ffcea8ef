package dev.segue.pubsub;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.common.collect.Iterables;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.PullRequest;
import dev.segue.event.UserEventDecoder;
import dev.segue.google.RpcException;
import dev.segue.google.Rpcs;
import dev.segue.segment.UnavailableException;
import dev.segue.sweep.DeadLetter;
import dev.segue.sweep.DeadLetterPuller;
import dev.segue.sweep.NoSuchSubscriptionException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Pulls dead letters from a subscription, with unary calls in the calling thread. */
public final class PubSubDeadLetterPuller implements DeadLetterPuller {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** At most 20 MB, which fit into an instance of 512 MiB. */
  private static final int MESSAGES_AT_A_TIME = 2;

  /** Pub/Sub may answer with no messages although there are some, so it is asked for 2 s. */
  private static final int ATTEMPTS = 5;

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** In one request, which Pub/Sub limits to 512 KB. */
  private static final int MAX_ACK_IDS = 1_000;

  private static final Set<StatusCode.Code> NOT_TO_BE_PULLED_FROM =
      Set.of(
          StatusCode.Code.NOT_FOUND,
          StatusCode.Code.PERMISSION_DENIED,
          StatusCode.Code.FAILED_PRECONDITION,
          StatusCode.Code.INVALID_ARGUMENT);

  private final SubscriptionAdminClient client;
  private final String subscription;
  private final DeadLetterReader letters;
  private final Duration pause;

  public PubSubDeadLetterPuller(
      SubscriptionAdminClient client,
      ProjectSubscriptionName subscription,
      UserEventDecoder decoder) {
    this(client, subscription, decoder, PAUSE);
  }

  PubSubDeadLetterPuller(
      SubscriptionAdminClient client,
      ProjectSubscriptionName subscription,
      UserEventDecoder decoder,
      Duration pause) {
    this.client = client;
    this.subscription = subscription.toString();
    this.letters = new DeadLetterReader(decoder);
    this.pause = pause;
  }

  @Override
  public List<DeadLetter> pull() {
    try {
      var pulled = pullOnce();
      for (int attempt = 1; pulled.isEmpty() && attempt < ATTEMPTS; attempt++) {
        Thread.sleep(pause);
        pulled = pullOnce();
      }
      return pulled;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(service() + ": interrupted");
    }
  }

  @Override
  public void acknowledge(Collection<? extends DeadLetter> letters) {
    for (var some : Iterables.partition(letters, MAX_ACK_IDS)) {
      await(
          client
              .acknowledgeCallable()
              .futureCall(
                  AcknowledgeRequest.newBuilder()
                      .setSubscription(subscription)
                      .addAllAckIds(ackIds(some))
                      .build()));
    }
  }

  @Override
  public void release(Collection<? extends DeadLetter> letters) {
    try {
      for (var some : Iterables.partition(letters, MAX_ACK_IDS)) {
        await(
            client
                .modifyAckDeadlineCallable()
                .futureCall(
                    ModifyAckDeadlineRequest.newBuilder()
                        .setSubscription(subscription)
                        .addAllAckIds(ackIds(some))
                        .setAckDeadlineSeconds(0)
                        .build()));
      }
    } catch (UnavailableException e) {
      // They are delivered again after their deadline.
    }
  }

  /**
   * Does not wait for messages. A waiting pull ends when the client cancels it, and messages that
   * were being delivered then are not delivered again before their own deadline.
   */
  @SuppressWarnings("deprecation")
  private List<DeadLetter> pullOnce() {
    var request =
        PullRequest.newBuilder()
            .setSubscription(subscription)
            .setMaxMessages(MESSAGES_AT_A_TIME)
            .setReturnImmediately(true)
            .build();
    try {
      return await(client.pullCallable().futureCall(request)).getReceivedMessagesList().stream()
          .map(letters::read)
          .toList();
    } catch (RpcException e) {
      if (NOT_TO_BE_PULLED_FROM.contains(e.code())) {
        throw new NoSuchSubscriptionException(e.getMessage());
      }
      throw e;
    }
  }

  private <T> T await(ApiFuture<T> answer) {
    return Rpcs.await(answer, DEADLINE, service());
  }

  private String service() {
    return "Pub/Sub %s at %s".formatted(subscription, client.getSettings().getEndpoint());
  }

  private static List<String> ackIds(List<? extends DeadLetter> letters) {
    return letters.stream().map(DeadLetter::ackId).toList();
  }
}
