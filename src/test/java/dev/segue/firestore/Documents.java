package dev.segue.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.Firestore;
import dev.segue.google.GoogleClients;
import dev.segue.google.Rpcs;
import dev.segue.local.Emulators;
import dev.segue.local.LocalStackExtension;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads and writes of tests. */
public final class Documents {
  private Documents() {}

  /** Opens a client of a new, empty database. */
  static Firestore newDatabase(Emulators emulators) {
    return GoogleClients.firestore(
        LocalStackExtension.newProject("demo"),
        "(default)",
        Optional.of(emulators.firestoreHost()));
  }

  static void put(Firestore firestore, String collection, String id, Map<String, Object> fields) {
    await(firestore.collection(collection).document(id).set(fields));
  }

  /** Waits for the emulator. */
  public static <T> T await(ApiFuture<T> answer) {
    return Rpcs.await(answer, Duration.ofSeconds(30), "Firestore emulator");
  }
}
