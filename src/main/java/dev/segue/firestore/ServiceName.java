package dev.segue.firestore;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.firestore.Firestore;

/** A database's name in messages. */
final class ServiceName {
  private ServiceName() {}

  static String of(Firestore firestore) {
    var options = firestore.getOptions();
    return "Firestore projects/%s/databases/%s at %s"
        .formatted(
            options.getProjectId(),
            options.getDatabaseId(),
            requireNonNullElse(options.getEmulatorHost(), options.getHost()));
  }
}
