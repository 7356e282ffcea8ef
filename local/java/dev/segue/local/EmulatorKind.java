package dev.segue.local;

import dev.segue.local.EmulatorDownload.Release;

/**
 * The names, settings and program of an emulator.
 *
 * @param component its folder in the Google Cloud SDK, and its name for `gcloud components install`
 * @param release the file to download if it is not installed
 */
record EmulatorKind(
    String title,
    String hostSetting,
    String portSetting,
    String component,
    String jarPattern,
    String mainClass,
    Release release) {

  static final EmulatorKind FIRESTORE =
      new EmulatorKind(
          "Firestore",
          "FIRESTORE_EMULATOR_HOST",
          "SEGUE_FIRESTORE_PORT",
          "cloud-firestore-emulator",
          "cloud-firestore-emulator*.jar",
          "com.google.cloud.datastore.emulator.firestore.CloudFirestore",
          new Release(
              "cloud-firestore-emulator-v1.22.0.jar",
              "9b6498b7f62714d67f48f59b3818883cd682dbcd46b9f59511de81c97bb5166c"));

  static final EmulatorKind PUBSUB =
      new EmulatorKind(
          "Pub/Sub",
          "PUBSUB_EMULATOR_HOST",
          "SEGUE_PUBSUB_PORT",
          "pubsub-emulator",
          "cloud-pubsub-emulator-*-all.jar",
          "com.google.cloud.pubsub.testing.v1.Main",
          new Release(
              "pubsub-emulator-0.8.35.zip",
              "b0f3b73a14b716ecf8925b7b8a0c8c858ffabddcf03df8b2b7fba682f48dc616"));
}
