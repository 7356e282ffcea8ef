package dev.segue;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.google.GoogleClients;
import dev.segue.http.event.EventApi;
import dev.segue.logging.JsonLog;
import dev.segue.pubsub.PubSubChangePublisher;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.ForwardingSegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.UserId;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** {@link SegmentUser} for hostile runs, which waits for up to a second before each write. */
public final class SlowSegmentUser implements HttpFunction {
  private static final long LONGEST_MILLIS = 1_000;

  private final EventApi api;

  public SlowSegmentUser() {
    var settings = Settings.from(System.getenv());
    var firestore =
        GoogleClients.firestore(
            settings.project(), settings.database(), settings.firestoreEmulator());
    var rules = RulesFile.read(settings);
    var store = delaying(new FirestoreSegmentStore(firestore, settings.segments(), rules));
    var topics = GoogleClients.topics(settings.pubSubEmulator());
    var changes =
        new PubSubChangePublisher(
            topics,
            TopicName.of(settings.project(), settings.topic()),
            URI.create("//firestore.googleapis.com/" + settings.databaseName()));
    var recompute = new RecomputeSegment(rules, store, changes);
    var output = new JsonLog(System.out);
    api = new EventApi(new Wiring(settings, output).handleEvent(rules, recompute, topics), output);
  }

  @Override
  public void service(HttpRequest request, HttpResponse response) throws IOException {
    api.service(request, response);
  }

  private static SegmentStore delaying(SegmentStore store) {
    return new ForwardingSegmentStore(store) {
      @Override
      public Optional<Instant> write(UserId user, Look look, Write write) {
        try {
          Thread.sleep(ThreadLocalRandom.current().nextLong(LONGEST_MILLIS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        return super.write(user, look, write);
      }
    };
  }
}
