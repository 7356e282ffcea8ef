package dev.segue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Suppliers;
import com.google.common.io.Resources;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.segue.event.DeadLetters;
import dev.segue.event.UserEventDecoder;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.firestore.FirestoreUnpublishedChanges;
import dev.segue.logging.EventLog;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.pubsub.PubSubDeadLetterQueue;
import dev.segue.pubsub.PubSubDeadLetters;
import dev.segue.pubsub.PubSubSegmentChanges;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.rpc.GoogleClients;
import dev.segue.segment.Rules;
import dev.segue.sweep.DeadLetterQueue;
import dev.segue.sweep.UnpublishedChanges;
import io.cloudevents.CloudEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What an entry point needs, put together.
 *
 * @param deadLetterQueues finds the queue that a subscription's id names; only then connects
 */
record Wiring(
    String project,
    UserEventDecoder decoder,
    RecomputeSegment recompute,
    UnpublishedChanges unpublished,
    DeadLetters deadLetters,
    Function<String, DeadLetterQueue> deadLetterQueues,
    JsonLog output,
    Clock clock) {
  private static final String PACKAGED_RULES = "segments.yaml";

  /**
   * Returns what the environment asks for, warm.
   *
   * @throws ConfigurationException where a setting or the rules are wrong; logged, too, because the
   *     framework would bury it in stack traces
   */
  static Wiring fromEnvironment() {
    return fromEnvironment(Wiring::from);
  }

  /** The same for whatever {@code wiring} puts together. */
  static <T> T fromEnvironment(BiFunction<Settings, JsonLog, T> wiring) {
    var output = new JsonLog(System.out);
    try {
      return wiring.apply(Settings.from(System.getenv()), output);
    } catch (ConfigurationException e) {
      output.write(Severity.CRITICAL, e.getMessage(), Map.of());
      throw e;
    }
  }

  static Wiring from(Settings settings, JsonLog output) {
    var database = "projects/%s/databases/%s".formatted(settings.project(), settings.database());
    var rules = rules(settings);
    var topics = GoogleClients.topics(settings.pubSubEmulator());
    var firestore =
        GoogleClients.firestore(
            settings.project(), settings.database(), settings.firestoreEmulator());
    var segments = new FirestoreSegmentStore(firestore, settings.users(), settings.segments());
    var announcements =
        new PubSubSegmentChanges(
            topics,
            TopicName.of(settings.project(), settings.topic()),
            URI.create("//firestore.googleapis.com/" + database));
    var decoder = new UserEventDecoder("%s/documents/%s".formatted(database, settings.users()));
    var subscriptions =
        Suppliers.memoize(() -> GoogleClients.subscriptions(settings.pubSubEmulator()));
    WarmUp.run(output, Map.of("Firestore", segments::warmUp, "Pub/Sub", announcements::warmUp));
    return new Wiring(
        settings.project(),
        decoder,
        new RecomputeSegment(rules, segments, announcements),
        new FirestoreUnpublishedChanges(firestore, settings.segments()),
        new PubSubDeadLetters(topics, TopicName.of(settings.project(), settings.deadLetterTopic())),
        subscription ->
            new PubSubDeadLetterQueue(
                subscriptions.get(),
                ProjectSubscriptionName.of(settings.project(), subscription),
                decoder),
        output,
        Clock.systemUTC());
  }

  static Rules rules(Settings settings) {
    var file = settings.rules();
    try {
      return file.isPresent()
          ? RulesFile.parse(file.get().toString(), Files.readString(file.get()))
          : RulesFile.parse(
              PACKAGED_RULES,
              Resources.toString(Resources.getResource(Wiring.class, "/" + PACKAGED_RULES), UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException(
          "SEGUE_RULES is '%s', which cannot be read: %s"
              .formatted(file.map(Path::toString).orElse(""), e));
    }
  }

  EventLog log(CloudEvent event) {
    return new EventLog(output, project, clock, event);
  }
}
