package dev.segue.local;

import java.util.List;

/** The two emulators: what names, settings and programs they go by. */
enum EmulatorKind {
  FIRESTORE(
      "Firestore",
      "FIRESTORE_EMULATOR_HOST",
      "SEGUE_FIRESTORE_PORT",
      "cloud-firestore-emulator",
      "cloud-firestore-emulator*.jar",
      "com.google.cloud.datastore.emulator.firestore.CloudFirestore"),
  PUBSUB(
      "Pub/Sub",
      "PUBSUB_EMULATOR_HOST",
      "SEGUE_PUBSUB_PORT",
      "pubsub-emulator",
      "cloud-pubsub-emulator-*-all.jar",
      "com.google.cloud.pubsub.testing.v1.Main");

  final String title;
  final String hostSetting;
  final String portSetting;

  /** Its folder in the Google Cloud SDK, and its package in `gcloud components install`. */
  final String component;

  final String jarPattern;
  final String mainClass;

  EmulatorKind(
      String title,
      String hostSetting,
      String portSetting,
      String component,
      String jarPattern,
      String mainClass) {
    this.title = title;
    this.hostSetting = hostSetting;
    this.portSetting = portSetting;
    this.component = component;
    this.jarPattern = jarPattern;
    this.mainClass = mainClass;
  }

  List<String> arguments(PortLease port) {
    return List.of("--host=127.0.0.1", "--port=" + port.port());
  }
}
