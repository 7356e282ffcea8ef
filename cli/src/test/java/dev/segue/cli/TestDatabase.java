package dev.segue.cli;

import static dev.segue.firestore.Documents.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import com.google.cloud.firestore.Firestore;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import dev.segue.google.GoogleClients;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import dev.segue.local.Topics;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** A separate project on the emulators, with a topic and without functions. */
public final class TestDatabase implements AutoCloseable {
  private static final int WRITES_PER_COMMIT = 500;
  private static final String TOPIC = "segment-changes";

  private final Emulators emulators;
  private final String project;
  private final Firestore firestore;
  private final Topics topics;
  private final String subscription;
  private final Set<String> published = new HashSet<>();

  public TestDatabase(Emulators emulators, String name) {
    this.emulators = emulators;
    this.project = LocalStackExtension.newProject(name);
    this.firestore =
        GoogleClients.firestore(project, "(default)", Optional.of(emulators.firestoreHost()));
    this.topics = new Topics(emulators.pubsubHost(), project);
    topics.ensure(TOPIC);
    this.subscription = topics.subscribe(TOPIC, Subscription.getDefaultInstance());
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

  /** Returns id, revision and segment of each user without pending changes. */
  Set<String> settled() throws Exception {
    var nothing = firestore.collection("segments").whereEqualTo("pending", List.of());
    return nothing.select("revision", "segment").get().get().getDocuments().stream()
        .map(it -> "%s/%s/%s".formatted(it.getId(), it.get("revision"), it.get("segment")))
        .collect(toSet());
  }

  /** Returns the changes that were published so far: id, revision and segment. */
  Set<String> published() {
    topics.take(subscription).stream()
        .map(PubsubMessage::getAttributesMap)
        .map(it -> it.get("ce-id").replaceFirst("[^/]*$", it.get("segment")))
        .map(it -> URLDecoder.decode(it, UTF_8))
        .forEach(published::add);
    return published;
  }

  @Override
  public void close() {
    topics.close();
    firestore.shutdown();
  }
}
