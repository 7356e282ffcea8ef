package dev.segue.cli;

import static dev.segue.firestore.Documents.await;

import com.google.cloud.firestore.Firestore;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** A separate project on the emulators, with a topic and without functions. */
public final class TestDatabase implements AutoCloseable {
  private static final int WRITES_PER_COMMIT = 500;

  private final Emulators emulators;
  private final String project;
  private final Firestore firestore;

  public TestDatabase(Emulators emulators, String name) {
    this.emulators = emulators;
    this.project = LocalStackExtension.newProject(name);
    this.firestore =
        GoogleClients.firestore(project, "(default)", Optional.of(emulators.firestoreHost()));
    try (var topics = GoogleClients.topics(Optional.of(emulators.pubsubHost()))) {
      topics.createTopic(TopicName.of(project, "segment-changes"));
    }
  }

  public String project() {
    return project;
  }

  public Firestore firestore() {
    return firestore;
  }

  /** Returns the settings that name this project. */
  public Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            "GOOGLE_CLOUD_PROJECT", project,
            "FIRESTORE_EMULATOR_HOST", emulators.firestoreHost(),
            "PUBSUB_EMULATOR_HOST", emulators.pubsubHost()));
  }

  /** Writes so many users; ids and fields are made of their numbers. */
  public void write(int users, IntFunction<String> id, IntFunction<Map<String, Object>> fields) {
    writeAll(users, i -> "users/" + id.apply(i), fields);
  }

  /** Writes so many documents; paths and fields are made of their numbers. */
  public void writeAll(
      int documents, IntFunction<String> path, IntFunction<Map<String, Object>> fields) {
    for (int from = 0; from < documents; from += WRITES_PER_COMMIT) {
      var batch = firestore.batch();
      for (int i = from; i < Math.min(documents, from + WRITES_PER_COMMIT); i++) {
        batch.set(firestore.document(path.apply(i)), fields.apply(i));
      }
      await(batch.commit());
    }
  }

  public void write(String user, Object status) {
    write(1, i -> user, i -> Map.of("subscription_status", status));
  }

  public long countSegments(String segment) {
    return await(firestore.collection("segments").whereEqualTo("segment", segment).count().get())
        .getCount();
  }

  @Override
  public void close() {
    firestore.shutdown();
  }
}
