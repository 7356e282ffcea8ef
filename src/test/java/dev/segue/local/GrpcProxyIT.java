package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.cloud.firestore.Firestore;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.pubsub.v1.TopicName;
import dev.segue.google.GoogleClients;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class GrpcProxyIT {
  private static final String GET_TOPIC = "google.pubsub.v1.Publisher/GetTopic";
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final String project = LocalStackExtension.newProject("proxy");
  private final TopicName topic = TopicName.of(project, "things");
  private GrpcProxy proxy;
  private TopicAdminClient topics;

  @BeforeEach
  void connect(Emulators emulators) throws Exception {
    proxy = GrpcProxy.to(emulators.pubsubHost());
    topics = GoogleClients.topics(Optional.of(proxy.host()));
  }

  @AfterEach
  void disconnect() {
    topics.close();
    proxy.close();
  }

  @Test
  void delays_a_call_and_passes_it_then() {
    topics.createTopic(topic);
    proxy.inject(GET_TOPIC, new Fault.Delay(Duration.ofMillis(700)));

    var start = System.nanoTime();
    topics.getTopic(topic);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(600));
  }

  @Test
  void passes_streams_in_both_directions(Emulators emulators) throws Exception {
    try (var toFirestore = GrpcProxy.to(emulators.firestoreHost())) {
      var firestore = Emulators.connect(toFirestore.host(), project, "(default)");
      assertPasses(firestore);
      firestore.shutdown();
      assertThat(toFirestore.calls())
          .contains(
              "google.firestore.v1.Firestore/Listen",
              "google.firestore.v1.Firestore/Commit",
              "google.firestore.v1.Firestore/BatchGetDocuments");
    }
  }

  private static void assertPasses(Firestore firestore) throws Exception {
    var seen = new CopyOnWriteArrayList<String>();
    var listening =
        firestore
            .collection("users")
            .addSnapshotListener(
                (snapshot, failure) ->
                    snapshot.getDocuments().forEach(document -> seen.add(document.getId())));
    firestore.document("users/ada").set(Map.of("name", "Ada")).get(10, TimeUnit.SECONDS);

    await().atMost(DEADLINE).until(() -> seen.contains("ada"));
    listening.remove();
    assertThat(firestore.document("users/ada").get().get().exists()).isTrue();
  }
}
