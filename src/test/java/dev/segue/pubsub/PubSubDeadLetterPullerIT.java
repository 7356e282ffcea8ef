package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.RulesFile;
import dev.segue.event.UserEventDecoder;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.Events;
import dev.segue.local.Fault;
import dev.segue.local.GrpcProxy;
import dev.segue.local.LocalStackExtension;
import dev.segue.segment.UnavailableException;
import dev.segue.segment.UserId;
import dev.segue.sweep.DeadLetterPuller;
import dev.segue.sweep.DeadLetterPullerContract;
import dev.segue.sweep.NoSuchSubscriptionException;
import io.grpc.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LocalStackExtension.class)
class PubSubDeadLetterPullerIT extends DeadLetterPullerContract {
  private static final String USERS = "projects/p/databases/(default)/documents/users";
  private static final String PULL = "google.pubsub.v1.Subscriber/Pull";
  private static final String PUT_BACK = "google.pubsub.v1.Subscriber/ModifyAckDeadline";

  @AutoClose private final GrpcProxy proxy;
  @AutoClose private final TopicAdminClient topics;
  @AutoClose private final SubscriptionAdminClient subscriptions;
  private final ProjectSubscriptionName subscription;
  private final PubSubDeadLetterPublisher deadLetters;

  PubSubDeadLetterPullerIT(Emulators emulators) {
    proxy = GrpcProxy.to(emulators.pubsubHost());
    topics = GoogleClients.topics(Optional.of(proxy.host()));
    subscriptions = GoogleClients.subscriptions(Optional.of(proxy.host()));
    var project = "demo-" + UUID.randomUUID().toString().substring(0, 8);
    var topic = TopicName.of(project, "letters");
    subscription = ProjectSubscriptionName.of(project, "letters");
    topics.createTopic(topic);
    subscriptions.createSubscription(
        Subscription.newBuilder()
            .setName(subscription.toString())
            .setTopic(topic.toString())
            .setAckDeadlineSeconds(60)
            .build());
    deadLetters = new PubSubDeadLetterPublisher(topics, topic);
  }

  @Override
  protected DeadLetterPuller puller() {
    return queue(subscription);
  }

  @Override
  protected void add(UserId user) {
    var document = USERS + "/" + user.value();
    deadLetters.publish(Events.written(Events.created(document, "active")), "segment is missing");
  }

  @Override
  protected void addUndecodable() {
    deadLetters.publish(Events.event(Events.WRITTEN, null), "no body");
  }

  @Test
  void a_missing_subscription_is_named() {
    var missing = ProjectSubscriptionName.of(subscription.getProject(), "missing");

    assertThatExceptionOfType(NoSuchSubscriptionException.class)
        .isThrownBy(() -> queue(missing).pull())
        .withMessageContaining(missing.toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"PERMISSION_DENIED", "FAILED_PRECONDITION"})
  void a_subscription_that_refuses_pulls_is_reported_as_missing(Status.Code refusal) {
    proxy.inject(PULL, new Fault.Refuse(refusal.toStatus()));

    assertThatExceptionOfType(NoSuchSubscriptionException.class)
        .isThrownBy(() -> puller().pull())
        .withMessageContaining(refusal.toString());
  }

  @Test
  void a_pull_without_an_answer_is_unavailable() {
    proxy.inject(PULL, new Fault.Hang(), new Fault.Hang());

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> puller().pull())
        .withMessageContaining(subscription.toString());
  }

  @Test
  void an_empty_answer_is_followed_by_further_pulls() {
    proxy.forget();

    puller().pull();

    assertThat(proxy.calls()).hasSizeGreaterThan(1).containsOnly(PULL);
  }

  @Test
  void a_failed_release_is_ignored() {
    add(new UserId("alice"));
    proxy.inject(PUT_BACK, new Fault.Refuse(Status.PERMISSION_DENIED));

    puller().release(puller().pull());

    assertThat(proxy.calls()).contains(PUT_BACK);
  }

  private DeadLetterPuller queue(ProjectSubscriptionName subscription) {
    return new PubSubDeadLetterPuller(
        subscriptions,
        subscription,
        new UserEventDecoder(USERS, RulesFile.packaged()),
        Duration.ofMillis(10));
  }
}
