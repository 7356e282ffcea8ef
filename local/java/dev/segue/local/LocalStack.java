package dev.segue.local;

import com.google.cloud.firestore.Firestore;
import com.google.common.collect.Maps;
import dev.segue.config.RulesFile;
import dev.segue.config.Settings;
import dev.segue.segment.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All of Segue for one project on running emulators: topics, the function, and its trigger. */
public final class LocalStack implements AutoCloseable {
  /** The topic of segment changes, unless a setting names another. */
  public static final String CHANGES = "segment-changes";

  /** The same for events that cannot succeed. */
  public static final String DEAD_LETTERS = "segment-dead-letters";

  /** The topic of messages that a subscriber refused too often. */
  public static final String UNDELIVERED = "segment-changes-undelivered";

  private static final String SEGMENT_USER = "dev.segue.SegmentUser";

  private final Started parts = new Started();
  private final Emulators emulators;
  private final String project;
  private final Path logs;
  private final Firestore firestore;
  private final Users users;
  private final Topics topics;
  private final Proxies proxies;
  private final Inbox changes;
  private final Inbox deadLetters;
  private final Map<String, String> environment;
  private final Settings settings;
  private final Rules rules;
  private final Map<String, String> functionSettings;
  private volatile FunctionProcess segmentUser;
  private final Trigger trigger;

  private LocalStack(
      Emulators emulators,
      String project,
      Path logs,
      PortLease port,
      boolean behindProxies,
      Map<String, String> settingsOfFunctions) {
    this.emulators = emulators;
    this.project = project;
    this.logs = logs;
    environment = environment(settingsOfFunctions);
    settings = Settings.from(environment);
    rules = RulesFile.read(settings);
    try {
      parts.add(ProjectLock.of(emulators.pubsubHost(), project));
      firestore =
          parts.add(Emulators.connect(emulators.firestoreHost(), project, settings.database()));
      topics = parts.add(new Topics(emulators.pubsubHost(), project));
      proxies = parts.add(new Proxies(this));
      functionSettings = behindProxies ? proxies.environment() : environment();
      topics.ensureWithSchema(settings.topic());
      topics.ensure(settings.deadLetterTopic());
      topics.ensure(UNDELIVERED);
      topicIds().forEach(topic -> topics.ensureUnordered(topic, topic));
      changes = parts.add(inbox(settings.topic()));
      deadLetters = parts.add(inbox(settings.deadLetterTopic()));
      segmentUser = launchFunction(SEGMENT_USER, port);
      segmentUser.awaitReady();
      users = new Users(firestore, settings, rules);
      trigger =
          parts.add(
              emulators.trigger(
                  project, settings.database(), "segment-user", paths(rules), segmentUser.url()));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Sets everything up, with settings of the functions; log files go to a folder. */
  public static LocalStack start(
      Emulators emulators, String project, Path logs, Map<String, String> settings) {
    return start(emulators, project, logs, PortLease.anyFree(), false, settings);
  }

  /** The same with the functions behind {@link #proxies}. */
  public static LocalStack startBehindProxies(
      Emulators emulators, String project, Path logs, Map<String, String> settings) {
    return start(emulators, project, logs, PortLease.anyFree(), true, settings);
  }

  /**
   * The same with settings of functions.
   *
   * @param environment the {@code SEGUE_…} in it, except ports, are passed on
   */
  static LocalStack start(
      Emulators emulators,
      String project,
      Path logs,
      PortLease port,
      boolean behindProxies,
      Map<String, String> environment) {
    return new LocalStack(
        emulators, project, Folders.create(logs), port, behindProxies, environment);
  }

  /** The settings that a client of this project needs. */
  public Map<String, String> environment() {
    return new TreeMap<>(environment);
  }

  private Map<String, String> environment(Map<String, String> given) {
    var environment =
        new TreeMap<>(
            Maps.filterKeys(given, name -> name.startsWith("SEGUE_") && !name.endsWith("_PORT")));
    environment.computeIfPresent("SEGUE_RULES", (name, file) -> absolute(file));
    environment.putAll(emulators.settings());
    environment.put("GOOGLE_CLOUD_PROJECT", project);
    return environment;
  }

  /** For shells in other folders. */
  private static String absolute(String file) {
    return file.isEmpty() ? file : Path.of(file).toAbsolutePath().toString();
  }

  /** Starts another function by its class name; it ends with the stack. */
  public FunctionProcess startFunction(String target) {
    return startFunction(target, functionSettings);
  }

  /** The same with other settings. */
  public FunctionProcess startFunction(String target, Map<String, String> settings) {
    return parts.add(FunctionProcess.start(target, settings, logs));
  }

  /** Starts a function on a given port, and does not wait until it is ready. */
  FunctionProcess launchFunction(String target, PortLease port) {
    return parts.add(FunctionProcess.launch(Path.of(""), target, functionSettings, logs, port));
  }

  /** Starts {@link #segmentUser} again on its port, after it was killed. */
  public void restartSegmentUser() {
    segmentUser = parts.add(segmentUser.relaunch());
    segmentUser.awaitReady();
  }

  public String project() {
    return project;
  }

  Settings settings() {
    return settings;
  }

  public Rules rules() {
    return rules;
  }

  /** Each has a subscription of the same id, which the stack does not read. */
  List<String> topicIds() {
    return List.of(settings.topic(), settings.deadLetterTopic(), UNDELIVERED);
  }

  /** The folder of all log files. */
  Path logs() {
    return logs;
  }

  /** A client with the rights of the database's owner. */
  public Firestore firestore() {
    return firestore;
  }

  public Users users() {
    return users;
  }

  public Topics topics() {
    return topics;
  }

  /** Proxies before the emulators of this stack, for functions that a caller starts. */
  public Proxies proxies() {
    return proxies;
  }

  /** What a subscriber of segment changes has received. */
  public Inbox changes() {
    return changes;
  }

  /** What a subscriber of dead letters has received. */
  public Inbox deadLetters() {
    return deadLetters;
  }

  public FunctionProcess segmentUser() {
    return segmentUser;
  }

  /** Delivers the events of {@link #users} to {@link #segmentUser}. */
  public Trigger trigger() {
    return trigger;
  }

  public URI url() {
    return segmentUser.url();
  }

  /** Ends all faults, and delivers events to {@link #segmentUser} again. */
  public void reset() {
    trigger.inject(EventFaults.none());
    trigger.routeTo(url());
    trigger.resume();
    proxies.heal();
    proxies.forget();
  }

  @Override
  public void close() {
    parts.close();
  }

  /** Patterns of the documents that the rules read. */
  private static List<String> paths(Rules rules) {
    var user = rules.users() + "/{user}";
    return Stream.concat(
            Stream.of(user),
            rules.documents().stream().map(it -> user + "/" + it.id() + "/{document}"))
        .toList();
  }

  private Inbox inbox(String topic) {
    var subscription = topic + "-inbox";
    topics.replaceOrdered(topic, subscription);
    return new Inbox(topics, subscription);
  }
}
