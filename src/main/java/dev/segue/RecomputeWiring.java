package dev.segue;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.google.GoogleClients;
import dev.segue.logging.JsonLog;
import dev.segue.pubsub.PubSubSegmentChanges;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.segment.Rules;
import java.net.URI;
import java.util.Map;

/** What {@link SegmentUser} and {@link Sweep} share, put together and warm. */
record RecomputeWiring(
    Rules rules, Firestore firestore, TopicAdminClient topics, RecomputeSegment segments) {

  static RecomputeWiring of(Settings settings, JsonLog output) {
    var rules = RulesFile.read(settings.rules());
    var firestore =
        GoogleClients.firestore(
            settings.project(), settings.database(), settings.firestoreEmulator());
    var topics = GoogleClients.topics(settings.pubSubEmulator());
    var store = new FirestoreSegmentStore(firestore, settings.users(), settings.segments(), rules);
    var changes =
        new PubSubSegmentChanges(
            topics,
            TopicName.of(settings.project(), settings.topic()),
            URI.create("//firestore.googleapis.com/" + settings.databaseName()));
    WarmUp.run(output, Map.of("Firestore", store::warmUp, "Pub/Sub", changes::warmUp));
    return new RecomputeWiring(
        rules, firestore, topics, new RecomputeSegment(rules, store, changes));
  }
}
