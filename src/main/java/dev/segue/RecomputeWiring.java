package dev.segue;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.common.base.Suppliers;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.google.GoogleClients;
import dev.segue.logging.JsonLog;
import dev.segue.pubsub.PubSubChangePublisher;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.segment.Rules;
import io.cloudevents.core.provider.EventFormatProvider;
import java.net.URI;
import java.util.Map;

/** What {@link SegmentUser} and {@link Sweep} share, put together and warm. */
record RecomputeWiring(
    Rules rules, Firestore firestore, TopicAdminClient topics, RecomputeSegment recompute) {

  /** Opens each client in the thread that warms it up, and reads the rules meanwhile. */
  static RecomputeWiring of(Settings settings, JsonLog output) {
    var rules = Suppliers.memoize(() -> RulesFile.read(settings.rules()));
    var firestore =
        Suppliers.memoize(
            () ->
                GoogleClients.firestore(
                    settings.project(), settings.database(), settings.firestoreEmulator()));
    var store =
        Suppliers.memoize(
            () ->
                new FirestoreSegmentStore(
                    firestore.get(), settings.users(), settings.segments(), rules.get()));
    var topics = Suppliers.memoize(() -> GoogleClients.topics(settings.pubSubEmulator()));
    var changes =
        Suppliers.memoize(
            () ->
                new PubSubChangePublisher(
                    topics.get(),
                    TopicName.of(settings.project(), settings.topic()),
                    URI.create("//firestore.googleapis.com/" + settings.databaseName())));
    var warmUp =
        WarmUp.start(
            Map.of(
                "Firestore", () -> store.get().warmUp(),
                "Pub/Sub", () -> changes.get().warmUp(),
                "CloudEvents", RecomputeWiring::loadEventFormats));
    var known = rules.get();
    warmUp.await(output);
    return new RecomputeWiring(
        known,
        firestore.get(),
        topics.get(),
        new RecomputeSegment(known, store.get(), changes.get()));
  }

  /**
   * Has the framework load its event formats, and Jackson with them, before the first event. It
   * finds them by the thread's class loader, which has to be its own.
   */
  private static void loadEventFormats() {
    Thread.currentThread().setContextClassLoader(EventFormatProvider.class.getClassLoader());
    EventFormatProvider.getInstance();
  }
}
