package dev.segue;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.functions.CloudEventsFunction;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.firestore.UnguardedSegmentStore;
import dev.segue.google.GoogleClients;
import dev.segue.logging.JsonLog;
import dev.segue.pubsub.PubSubChangePublisher;
import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.ForwardingSegmentStore;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Rules;
import dev.segue.segment.UserId;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@link SegmentUser} for hostile runs: slow to write, and in all subclasses but one with a mistake
 * that the audit has to find.
 */
public abstract class AlteredSegmentUser implements CloudEventsFunction {
  private static final long LONGEST_MILLIS = 1_000;

  private final SegmentUser function;

  private AlteredSegmentUser() {
    var settings = Settings.from(System.getenv());
    var firestore =
        GoogleClients.firestore(
            settings.project(), settings.database(), settings.firestoreEmulator());
    var store = delaying(store(settings, firestore));
    var topics = GoogleClients.topics(settings.pubSubEmulator());
    var changes =
        new PubSubChangePublisher(
            topics,
            TopicName.of(settings.project(), settings.topic()),
            URI.create("//firestore.googleapis.com/" + settings.databaseName()));
    var recompute = new RecomputeSegment(rules(settings), store, changes(changes, store));
    function =
        new SegmentUser(
            new Wiring(settings, new JsonLog(System.out))
                .segmentUser(rules(settings), recompute, topics));
  }

  @Override
  public void accept(CloudEvent event) {
    function.accept(event);
  }

  SegmentStore store(Settings settings, Firestore firestore) {
    return new FirestoreSegmentStore(firestore, settings.segments(), rules(settings));
  }

  private static Rules rules(Settings settings) {
    return RulesFile.read(settings);
  }

  ChangePublisher changes(ChangePublisher sound, SegmentStore store) {
    return sound;
  }

  /** Waits for up to a second before each write. */
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

  /** Makes no mistake. */
  public static final class Dawdles extends AlteredSegmentUser {}

  /** Removes changes from the pending ones before it publishes them, as without an outbox. */
  public static final class SettlesFirst extends AlteredSegmentUser {
    @Override
    ChangePublisher changes(ChangePublisher sound, SegmentStore store) {
      return (user, changes) -> {
        store.settle(user, store.look(user).segmentVersion().orElseThrow());
        sound.publish(user, changes);
      };
    }
  }

  /** Writes without a precondition. */
  public static final class WritesUnguarded extends AlteredSegmentUser {
    @Override
    SegmentStore store(Settings settings, Firestore firestore) {
      return new UnguardedSegmentStore(
          firestore, super.store(settings, firestore), settings.segments());
    }
  }

  /** Leaves no mark if the segment stays. */
  public static final class LeavesNoMark extends AlteredSegmentUser {
    @Override
    SegmentStore store(Settings settings, Firestore firestore) {
      return new ForwardingSegmentStore(super.store(settings, firestore)) {
        @Override
        public Optional<Instant> write(UserId user, Look look, Write write) {
          return write.change().isEmpty()
              ? look.segmentVersion().or(() -> Optional.of(look.time()))
              : super.write(user, look, write);
        }
      };
    }
  }
}
