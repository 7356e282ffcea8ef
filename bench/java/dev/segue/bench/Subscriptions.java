package dev.segue.bench;

import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.pubsub.v1.ProjectName;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStack;
import dev.segue.local.PubSubConnection;
import java.io.IOException;

/** The subscriptions of a local stack. */
final class Subscriptions {
  private Subscriptions() {}

  /**
   * Lets the emulator forget what is published: it has a thread for each message that waits in
   * order, and after ten thousand of them time for nothing else.
   */
  static void deleteAll(LocalStack stack, Emulators emulators) throws IOException {
    stack.changes().close();
    stack.deadLetters().close();
    try (var pubSub = new PubSubConnection(emulators.pubsubHost());
        var subscriptions =
            SubscriptionAdminClient.create(
                SubscriptionAdminSettings.newBuilder()
                    .setTransportChannelProvider(pubSub.transport())
                    .setCredentialsProvider(pubSub.credentials())
                    .build())) {
      subscriptions
          .listSubscriptions(ProjectName.of(stack.project()))
          .iterateAll()
          .forEach(it -> subscriptions.deleteSubscription(it.getName()));
    }
  }
}
