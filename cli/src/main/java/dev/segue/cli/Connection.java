package dev.segue.cli;

import com.google.cloud.firestore.Firestore;
import com.google.common.collect.ImmutableSortedMap;
import com.google.pubsub.v1.TopicName;
import dev.segue.cli.beam.BackfillJob;
import dev.segue.cli.beam.PlanJob;
import dev.segue.cli.beam.TextFile;
import dev.segue.cli.plan.Plan;
import dev.segue.cli.scan.FirestoreUserData;
import dev.segue.cli.scan.UserData;
import dev.segue.config.ConfigurationException;
import dev.segue.config.Settings;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.google.GoogleClients;
import dev.segue.pubsub.PubSubChangePublisher;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeSegment.Outcome;
import dev.segue.segment.Cause;
import dev.segue.segment.Rules;
import dev.segue.segment.UserId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The database and the topic that the functions' settings name. Workers receive the settings, and
 * connect themselves.
 *
 * @param users path of the collection of user documents
 */
public record Connection(ImmutableSortedMap<String, String> environment, String users)
    implements PlanJob.Source, BackfillJob.Source {
  private static final List<String> SETTINGS =
      List.of(
          "GOOGLE_CLOUD_PROJECT",
          "SEGUE_DATABASE",
          "SEGUE_SEGMENTS",
          "SEGUE_TOPIC",
          "FIRESTORE_EMULATOR_HOST",
          "PUBSUB_EMULATOR_HOST");

  /** Firestore's own limit for a query, or a count. */
  private static final Duration DEADLINE_OF_QUERIES = Duration.ofMinutes(1);

  /**
   * Keeps only the variables that are needed, because an environment may contain secrets.
   *
   * @param rules name the collection of users
   * @throws ConfigurationException if a setting is wrong, or segments are in the same collection
   */
  public static Connection of(Map<String, String> environment, Rules rules) {
    Settings.from(environment).checkApart(rules);
    var settings = ImmutableSortedMap.<String, String>naturalOrder();
    SETTINGS.stream()
        .filter(environment::containsKey)
        .forEach(name -> settings.put(name, environment.get(name)));
    return new Connection(settings.build(), rules.users().path());
  }

  public Settings settings() {
    return Settings.from(environment);
  }

  boolean isEmulator() {
    return settings().firestoreEmulator().isPresent();
  }

  Plan.Database database() {
    var settings = settings();
    return new Plan.Database(settings.project(), settings.database(), users, settings.segments());
  }

  @Override
  public UserData open() {
    return new FirestoreUserData(queries(), users, settings().segments());
  }

  @Override
  public Function<UserId, Outcome> recompute(TextFile rules) {
    var store = new FirestoreSegmentStore(firestore(), settings().segments(), rules.rules());
    var recompute = new RecomputeSegment(rules.rules(), store, changes());
    var cause = Cause.of(Cause.Kind.BACKFILL);
    return user -> recompute.recompute(user, cause);
  }

  TopicName topic() {
    return TopicName.of(settings().project(), settings().topic());
  }

  private PubSubChangePublisher changes() {
    var settings = settings();
    return new PubSubChangePublisher(
        GoogleClients.topics(settings.pubSubEmulator()),
        topic(),
        URI.create("//firestore.googleapis.com/" + settings.databaseName()));
  }

  /** Returns a client with a deadline for queries of thousands of documents. */
  Firestore queries() {
    var settings = settings();
    return GoogleClients.firestore(
        settings.project(), settings.database(), settings.firestoreEmulator(), DEADLINE_OF_QUERIES);
  }

  private Firestore firestore() {
    var settings = settings();
    return GoogleClients.firestore(
        settings.project(), settings.database(), settings.firestoreEmulator());
  }
}
