package dev.segue.config;

import dev.segue.segment.CollectionPath;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rules;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings, read from the environment and validated. All have defaults, but the project has one
 * only on an emulator.
 *
 * @param segments path of the collection of segment documents
 * @param logIgnored one in how many ignored events is logged; 0 for none
 * @param rules a file that replaces the packaged rules
 * @param firestoreEmulator {@code host:port}; empty for the real Firestore
 * @param pubSubEmulator {@code host:port}; empty for the real Pub/Sub
 */
public record Settings(
    String project,
    String database,
    String segments,
    String topic,
    String deadLetterTopic,
    int logIgnored,
    Optional<Path> rules,
    Optional<String> firestoreEmulator,
    Optional<String> pubSubEmulator) {

  /** Emulators accept any project. No real project has this name. */
  private static final String PROJECT_ON_EMULATORS = "demo-segue";

  private static final Pattern PROJECT =
      Pattern.compile("([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");
  private static final Pattern DATABASE =
      Pattern.compile("\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9]");
  private static final Pattern TOPIC = Pattern.compile("(?!goog)[A-Za-z][A-Za-z0-9._~+%-]{2,254}");
  private static final Pattern UP_TO_A_MILLION = Pattern.compile("\\d{1,6}");
  private static final Pattern ANYTHING = Pattern.compile(".+", Pattern.DOTALL);
  private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s/:]+:\\d{1,5}");

  /**
   * Returns the settings of an environment.
   *
   * @throws ConfigurationException naming the setting, its value and what is allowed
   */
  public static Settings from(Map<String, String> environment) {
    var read = new Reader(environment);
    read.refuseUsers();
    var firestoreEmulator = read.optional("FIRESTORE_EMULATOR_HOST", HOST_AND_PORT, "host:port");
    var settings =
        new Settings(
            read.project("GOOGLE_CLOUD_PROJECT", firestoreEmulator.isPresent()),
            read.text("SEGUE_DATABASE", "(default)", DATABASE, "(default) or a database id"),
            read.collection("SEGUE_SEGMENTS", "segments"),
            read.text("SEGUE_TOPIC", "segment-changes", TOPIC, "a topic id"),
            read.text("SEGUE_DEAD_LETTER_TOPIC", "segment-dead-letters", TOPIC, "a topic id"),
            Integer.parseInt(
                read.text("SEGUE_LOG_IGNORED", "100", UP_TO_A_MILLION, "a number, 0 to 999999")),
            read.optional("SEGUE_RULES", ANYTHING, "a file's path").map(Path::of),
            firestoreEmulator,
            read.optional("PUBSUB_EMULATOR_HOST", HOST_AND_PORT, "host:port"));
    if (settings.topic.equals(settings.deadLetterTopic)) {
      throw new ConfigurationException(
          "SEGUE_DEAD_LETTER_TOPIC is '%s', and so is SEGUE_TOPIC: subscribers would get both"
              .formatted(settings.deadLetterTopic));
    }
    return settings;
  }

  /**
   * Checks that writes of segments raise no events of documents that the rules read.
   *
   * @throws ConfigurationException if they do
   */
  public void checkApart(Rules rules) {
    var users = rules.users().path();
    if (segments.equals(users)) {
      throw together("users");
    }
    if (rules.documents().stream()
        .map(it -> Pattern.quote(users + "/") + "[^/]+" + Pattern.quote("/" + it.id()))
        .anyMatch(segments::matches)) {
      throw together("documents");
    }
  }

  private ConfigurationException together(String documents) {
    return new ConfigurationException(
        "SEGUE_SEGMENTS is '%s', where the rules file has %s: Segue would trigger itself; name another collection"
            .formatted(segments, documents));
  }

  /** Returns the database's full name: {@code projects/P/databases/D}. */
  public String databaseName() {
    return "projects/%s/databases/%s".formatted(project, database);
  }

  /** Returns the full name of the collection of user documents. */
  public String usersName(Rules rules) {
    return fullName(rules.users().path());
  }

  /** Returns the full name of the collection of segment documents. */
  public String segmentsName() {
    return fullName(segments);
  }

  private String fullName(String collection) {
    return "%s/documents/%s".formatted(databaseName(), collection);
  }

  private record Reader(Map<String, String> environment) {

    String project(String name, boolean onEmulator) {
      return onEmulator
          ? text(name, PROJECT_ON_EMULATORS, PROJECT, "a project id")
          : optional(name, PROJECT, "a project id")
              .orElseThrow(() -> new ConfigurationException(name + " is not set"));
    }

    void refuseUsers() {
      optional("SEGUE_USERS", ANYTHING, "")
          .ifPresent(
              users -> {
                throw new ConfigurationException(
                    "SEGUE_USERS is '%s', but the rules file says where users are: remove the variable, and write `users: %s/{user}` into the rules file"
                        .formatted(Excerpt.of(users), Excerpt.of(users)));
              });
    }

    String collection(String name, String byDefault) {
      var value = text(name, byDefault, ANYTHING, "");
      try {
        return new CollectionPath(value).path();
      } catch (IllegalArgumentException e) {
        throw new ConfigurationException(
            "%s is '%s', which is not a collection: %s"
                .formatted(name, Excerpt.of(value), e.getMessage()));
      }
    }

    String text(String name, String byDefault, Pattern allowed, String description) {
      return optional(name, allowed, description).orElse(byDefault);
    }

    /** Empty is unset: so platforms' forms and files leave out a setting. */
    Optional<String> optional(String name, Pattern allowed, String description) {
      var value = environment.getOrDefault(name, "");
      if (!value.isEmpty() && !allowed.matcher(value).matches()) {
        throw new ConfigurationException(
            "%s is '%s', which is not %s".formatted(name, Excerpt.of(value), description));
      }
      return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
  }
}
