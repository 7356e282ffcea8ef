package dev.segue.local;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All of Segue for one project on running emulators: topics, the function, and its trigger. */
public final class LocalStack implements AutoCloseable {
  /** Where segment changes are published. */
  public static final String CHANGES = "segment-changes";

  /** Where events end up that can never succeed. */
  public static final String DEAD_LETTERS = "segment-dead-letters";

  /** Where messages are set aside that a subscriber refused too often. */
  public static final String UNDELIVERED = "segment-changes-undelivered";

  /** Each has a subscription of its own name, which is left to others. */
  static final List<String> TOPICS = List.of(CHANGES, DEAD_LETTERS, UNDELIVERED);

  private static final String SEGMENT_USER = "dev.segue.SegmentUser";
  private static final String USERS = "users/{userId}";

  private final Started parts = new Started();
  private final Emulators emulators;
  private final String project;
  private final Path logs;
  private final Firestore firestore;
  private final Inbox changes;
  private final Inbox deadLetters;
  private final Hosts hosts;
  private volatile FunctionProcess segmentUser;
  private final Trigger trigger;

  private LocalStack(Emulators emulators, String project, Path logs, PortLease port, Hosts hosts) {
    this.emulators = emulators;
    this.hosts = hosts;
    this.project = project;
    this.logs = logs;
    try {
      firestore = parts.add(connect());
      var pubsub = parts.add(new PubSubConnection(emulators.pubsubHost()));
      var topics = parts.add(new Topics(pubsub, project));
      topics.createWithSchema(CHANGES);
      topics.create(DEAD_LETTERS);
      topics.create(UNDELIVERED);
      TOPICS.forEach(topic -> topics.subscribe(topic, topic));
      changes = parts.add(inbox(pubsub, topics, CHANGES));
      deadLetters = parts.add(inbox(pubsub, topics, DEAD_LETTERS));
      segmentUser = launchFunction(SEGMENT_USER, port);
      segmentUser.awaitReady();
      trigger = parts.add(emulators.trigger(project, "segment-user", USERS, segmentUser.url()));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Sets everything up; log files go to a folder. */
  public static LocalStack start(Emulators emulators, String project, Path logs) {
    return start(emulators, project, logs, Hosts.of(emulators));
  }

  /** The same with functions that find the services at these hosts. */
  public static LocalStack start(Emulators emulators, String project, Path logs, Hosts hosts) {
    return start(emulators, project, logs, PortLease.anyFree(), hosts);
  }

  static LocalStack start(
      Emulators emulators, String project, Path logs, PortLease port, Hosts hosts) {
    return new LocalStack(emulators, project, Folders.create(logs), port, hosts);
  }

  /** The settings that a function of this project needs, or any client. */
  public Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "GOOGLE_CLOUD_PROJECT", project,
            "FIRESTORE_EMULATOR_HOST", emulators.firestoreHost(),
            "PUBSUB_EMULATOR_HOST", emulators.pubsubHost()));
  }

  /** Starts a further function by its class name; it ends with the stack. */
  public FunctionProcess startFunction(String target) {
    return startFunction(target, functionSettings());
  }

  /** The same with settings of the caller's own. */
  public FunctionProcess startFunction(String target, Map<String, String> settings) {
    return parts.add(FunctionProcess.start(target, settings, logs));
  }

  /** The same on a given port, without waiting until it is ready. */
  FunctionProcess launchFunction(String target, PortLease port) {
    return parts.add(FunctionProcess.launch(target, functionSettings(), logs, port));
  }

  /** Starts {@link #segmentUser} again where it was, after it was killed. */
  public void restartSegmentUser() {
    segmentUser = parts.add(segmentUser.relaunch());
    segmentUser.awaitReady();
  }

  private Map<String, String> functionSettings() {
    var settings = environment();
    settings.putAll(hosts.settings());
    return settings;
  }

  public String project() {
    return project;
  }

  /** The folder of all log files. */
  Path logs() {
    return logs;
  }

  /** A client with the rights of the database's owner. */
  public Firestore firestore() {
    return firestore;
  }

  /** What subscribers of {@link #CHANGES} have received. */
  public Inbox changes() {
    return changes;
  }

  /** What has been set aside in {@link #DEAD_LETTERS}. */
  public Inbox deadLetters() {
    return deadLetters;
  }

  public FunctionProcess segmentUser() {
    return segmentUser;
  }

  /** Carries the events of `users/` to {@link #segmentUser}. */
  public Trigger trigger() {
    return trigger;
  }

  public URI url() {
    return segmentUser.url();
  }

  @Override
  public void close() {
    parts.close();
  }

  private Inbox inbox(PubSubConnection pubsub, Topics topics, String topic) {
    var subscription = topic + "-inbox";
    topics.subscribe(topic, subscription);
    return new Inbox(pubsub, project, subscription);
  }

  private Firestore connect() {
    return FirestoreOptions.newBuilder()
        .setProjectId(project)
        .setEmulatorHost(emulators.firestoreHost())
        .build()
        .getService();
  }
}
