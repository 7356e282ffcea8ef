package dev.segue.local;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Firestore and Pub/Sub on this machine, and the Eventarc that delivers Firestore's events. */
public final class Emulators implements AutoCloseable {
  private static final Duration UNTIL_EVENTS_ARRIVE = Duration.ofSeconds(10);

  private static final String DEFAULT = "(default)";

  private final LocalEventarc eventarc;
  private final Emulator firestore;
  private final Emulator pubsub;
  private final FirestoreAdmin admin;
  private final EventProbe arrivals;

  private Emulators(LocalEventarc eventarc, Emulator firestore, Emulator pubsub) {
    this.eventarc = eventarc;
    this.firestore = firestore;
    this.pubsub = pubsub;
    admin = new FirestoreAdmin(firestore.host());
    arrivals = new EventProbe(admin, eventarc);
    arrivals.await(UNTIL_EVENTS_ARRIVE);
  }

  /** Starts the emulators that are not running yet; log files go to a folder. */
  public static Emulators start(Path logs) {
    return start(System.getenv(), logs);
  }

  static Emulators start(Map<String, String> environment, Path logs) {
    Folders.create(logs);
    try (var started = new Started()) {
      var eventarc =
          started.add(new LocalEventarc(PortLease.setTo(environment, "SEGUE_EVENTARC_PORT")));
      var start = new EmulatorStart(environment, logs);
      var firestore =
          started.add(
              start.of(EmulatorKind.FIRESTORE, List.of("--functions_emulator=" + eventarc.host())));
      var pubsub = started.add(start.of(EmulatorKind.PUBSUB, List.of()));
      firestore.awaitReady();
      pubsub.awaitReady();
      var emulators = new Emulators(eventarc, firestore, pubsub);
      started.keep();
      return emulators;
    }
  }

  /** Opens a client with the rights of the database's owner. */
  static Firestore connect(String firestoreHost, String project, String database) {
    return FirestoreOptions.newBuilder()
        .setProjectId(project)
        .setDatabaseId(database)
        .setEmulatorHost(firestoreHost)
        .build()
        .getService();
  }

  /** The value for FIRESTORE_EMULATOR_HOST. */
  public String firestoreHost() {
    return firestore.host();
  }

  /** The value for PUBSUB_EMULATOR_HOST. */
  public String pubsubHost() {
    return pubsub.host();
  }

  /** The settings by which Google's clients find the emulators. */
  Map<String, String> settings() {
    return Map.of("FIRESTORE_EMULATOR_HOST", firestoreHost(), "PUBSUB_EMULATOR_HOST", pubsubHost());
  }

  /** Delivers the events of documents that match a pattern such as `users/{user}`. */
  public Trigger trigger(String project, String name, String documents, URI function) {
    return trigger(project, DEFAULT, name, List.of(documents), function);
  }

  /** The same for several patterns, and in any database. */
  Trigger trigger(
      String project, String database, String name, List<String> documents, URI function) {
    var names = IntStream.range(0, documents.size()).mapToObj(i -> name + "-" + i).toList();
    var trigger =
        new Trigger(
            function, arrivals::await, () -> names.forEach(it -> eventarc.unroute(project, it)));
    for (int i = 0; i < names.size(); i++) {
      eventarc.route(project, names.get(i), trigger::accept);
      admin.createTrigger(project, database, names.get(i), documents.get(i));
    }
    return trigger;
  }

  /** Passes the events of documents that match a pattern to an observer, once each. */
  public void observe(
      String project, String name, String documents, Consumer<EventRequest> observer) {
    eventarc.route(project, name, observer);
    admin.createTrigger(project, DEFAULT, name, documents);
  }

  @Override
  public void close() {
    pubsub.close();
    firestore.close();
    eventarc.close();
  }
}
