package dev.segue;

import com.google.common.base.Suppliers;
import com.google.pubsub.v1.ProjectSubscriptionName;
import dev.segue.config.Settings;
import dev.segue.event.UserEventDecoder;
import dev.segue.firestore.FirestoreDueUserFinder;
import dev.segue.firestore.FirestorePendingUserFinder;
import dev.segue.google.GoogleClients;
import dev.segue.http.sweep.SweepApi;
import dev.segue.logging.JsonLog;
import dev.segue.pubsub.PubSubDeadLetterPuller;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.sweep.ReplayDeadLetters;
import dev.segue.sweep.SweepUsers;
import java.time.Clock;
import java.util.Optional;

/** What {@link Sweep} needs, put together. */
final class SweepWiring {
  private SweepWiring() {}

  /** Connects to subscriptions only when a replay asks for one. */
  static SweepApi of(Settings settings, JsonLog output) {
    var shared = RecomputeWiring.of(settings, output);
    var decoder = new UserEventDecoder(settings.usersName(), shared.rules().fields());
    var subscriptions =
        Suppliers.memoize(() -> GoogleClients.subscriptions(settings.pubSubEmulator()));
    var clock = Clock.systemUTC();
    var users = new RecomputeUsers(shared.recompute(), clock);
    return new SweepApi(
        new SweepUsers(
            new FirestorePendingUserFinder(shared.firestore(), settings.segments()),
            shared.rules().readTime()
                ? Optional.of(new FirestoreDueUserFinder(shared.firestore(), settings.segments()))
                : Optional.empty(),
            users,
            clock),
        users,
        new ReplayDeadLetters(users),
        subscription ->
            new PubSubDeadLetterPuller(
                subscriptions.get(),
                ProjectSubscriptionName.of(settings.project(), subscription),
                decoder),
        output,
        settings.project(),
        clock);
  }
}
