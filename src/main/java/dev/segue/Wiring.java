package dev.segue;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.pubsub.v1.ProjectSubscriptionName;
import com.google.pubsub.v1.TopicName;
import dev.segue.config.ConfigurationException;
import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.event.HandleEvent;
import dev.segue.event.UserEventDecoder;
import dev.segue.firestore.FirestoreMemberStore;
import dev.segue.firestore.FirestoreSegmentStore;
import dev.segue.firestore.FirestoreUserFinder;
import dev.segue.google.GoogleClients;
import dev.segue.http.event.EventApi;
import dev.segue.http.members.MembersApi;
import dev.segue.http.sweep.SweepApi;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import dev.segue.members.MemberDirectory;
import dev.segue.pubsub.PubSubChangePublisher;
import dev.segue.pubsub.PubSubDeadLetterPublisher;
import dev.segue.pubsub.PubSubDeadLetterPuller;
import dev.segue.recompute.RecomputeSegment;
import dev.segue.recompute.RecomputeUsers;
import dev.segue.segment.Rules;
import dev.segue.sweep.ReplayDeadLetters;
import dev.segue.sweep.SweepUsers;
import io.cloudevents.core.provider.EventFormatProvider;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts each function together. */
final class Wiring {
  private final Settings settings;
  private final JsonLog output;
  private final Clock clock = Clock.systemUTC();

  Wiring(Settings settings, JsonLog output) {
    this.settings = settings;
    this.output = output;
  }

  /**
   * Wires a function with the settings of the environment.
   *
   * @throws ConfigurationException if a setting or the rules are wrong; logged before, because the
   *     framework hides it in stack traces
   */
  static <T> T fromEnvironment(Function<Wiring, T> function) {
    var output = new JsonLog(System.out);
    try {
      return function.apply(new Wiring(Settings.from(System.getenv()), output));
    } catch (ConfigurationException e) {
      output.write(Severity.CRITICAL, e.getMessage(), Map.of());
      throw e;
    }
  }

  EventApi segmentUser() {
    return new EventApi(handleEvent(), output);
  }

  HandleEvent handleEvent() {
    var core = core();
    return handleEvent(core.rules(), core.recompute(), core.topics());
  }

  HandleEvent handleEvent(Rules rules, RecomputeSegment recompute, TopicAdminClient topics) {
    var deadLetters = TopicName.of(settings.project(), settings.deadLetterTopic());
    return new HandleEvent(
        decoder(rules),
        recompute,
        new PubSubDeadLetterPublisher(topics, deadLetters),
        output,
        settings.project(),
        settings.logIgnored(),
        clock);
  }

  SweepApi sweep() {
    var core = core();
    var users = new RecomputeUsers(core.recompute(), clock);
    var pending = FirestoreUserFinder.pending(core.firestore(), settings.segments());
    var due = FirestoreUserFinder.due(core.firestore(), settings.segments());
    var decoder = decoder(core.rules());
    // Opened by the first replay.
    var subscriptions =
        Suppliers.memoize(() -> GoogleClients.subscriptions(settings.pubSubEmulator()));
    return new SweepApi(
        new SweepUsers(
            pending, core.rules().readTime() ? Optional.of(due) : Optional.empty(), users, clock),
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

  MembersApi findMembers() {
    var rules = RulesFile.read(settings);
    logRules(rules);
    var project = settings.project();
    var database = settings.database();
    var emulator = settings.firestoreEmulator();
    var members =
        new FirestoreMemberStore(
            GoogleClients.firestore(project, database, emulator),
            GoogleClients.firestore(
                project, database, emulator, FirestoreMemberStore.COUNT_DEADLINE),
            settings.segments(),
            rules);
    WarmUp.start(Map.of("Firestore", members::warmUp)).await(output);
    return new MembersApi(new MemberDirectory(rules, members), settings.segmentsName(), output);
  }

  /** What {@link SegmentUser} and {@link Sweep} have in common. */
  private record Core(
      Rules rules, Firestore firestore, TopicAdminClient topics, RecomputeSegment recompute) {}

  /** Opens each client in the thread that warms it up, and reads the rules meanwhile. */
  private Core core() {
    var rules = Suppliers.memoize(() -> RulesFile.read(settings));
    var firestore =
        Suppliers.memoize(
            () ->
                GoogleClients.firestore(
                    settings.project(), settings.database(), settings.firestoreEmulator()));
    var topics = Suppliers.memoize(() -> GoogleClients.topics(settings.pubSubEmulator()));
    var store =
        Suppliers.memoize(
            () -> new FirestoreSegmentStore(firestore.get(), settings.segments(), rules.get()));
    var publisher = Suppliers.memoize(() -> publisher(topics));
    var warmUp =
        WarmUp.start(
            Map.of(
                "Firestore", () -> store.get().warmUp(),
                "Pub/Sub", () -> publisher.get().warmUp(),
                "CloudEvents", Wiring::loadEventFormats));
    var read = rules.get();
    logRules(read);
    warmUp.await(output);
    return new Core(
        read,
        firestore.get(),
        topics.get(),
        new RecomputeSegment(read, store.get(), publisher.get()));
  }

  /** An instance that was left behind with other rules moves users back, or none. */
  private void logRules(Rules rules) {
    output.write(Severity.INFO, "starts with these rules", Map.of("rules", rules.hash()));
  }

  private PubSubChangePublisher publisher(Supplier<TopicAdminClient> topics) {
    return new PubSubChangePublisher(
        topics.get(),
        TopicName.of(settings.project(), settings.topic()),
        URI.create("//firestore.googleapis.com/" + settings.databaseName()));
  }

  private UserEventDecoder decoder(Rules rules) {
    return new UserEventDecoder(settings.usersName(rules), rules);
  }

  /**
   * Loads the framework's event formats, and Jackson with them, before the first event. The
   * provider finds them through the thread's class loader, which has to be its own.
   */
  private static void loadEventFormats() {
    Thread.currentThread().setContextClassLoader(EventFormatProvider.class.getClassLoader());
    EventFormatProvider.getInstance();
  }
}
