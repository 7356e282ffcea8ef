package dev.segue.local;

import java.util.Map;

/** Where functions find the services. */
public record Hosts(String firestore, String pubsub) {
  static Hosts of(Emulators emulators) {
    return new Hosts(emulators.firestoreHost(), emulators.pubsubHost());
  }

  Map<String, String> settings() {
    return Map.of("FIRESTORE_EMULATOR_HOST", firestore, "PUBSUB_EMULATOR_HOST", pubsub);
  }
}
