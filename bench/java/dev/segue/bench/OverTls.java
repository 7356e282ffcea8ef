package dev.segue.bench;

import dev.segue.image.SecureFront;
import dev.segue.local.Emulators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The emulators behind TLS, under the names of Google's services. */
final class OverTls {
  /** The token that emulators accept as a service account's. */
  private static final String TOKEN = "owner";

  private OverTls() {}

  static SecureFront before(Emulators emulators) throws IOException {
    return SecureFront.open(
        Map.of(
            "firestore.googleapis.com", emulators.firestoreHost(),
            "pubsub.googleapis.com", emulators.pubsubHost()),
        TOKEN);
  }

  /** Returns an environment for contenders, made from one that names the emulators. */
  static Map<String, String> environment(SecureFront front, Map<String, String> plain) {
    var environment = new HashMap<>(plain);
    environment.keySet().removeIf(name -> name.endsWith("_EMULATOR_HOST"));
    environment.putAll(front.environment());
    environment.put("JAVA_TOOL_OPTIONS", String.join(" ", front.options()));
    environment.put("NODE_OPTIONS", "--require " + Path.of("bench/node/hosts.js").toAbsolutePath());
    environment.put("NODE_EXTRA_CA_CERTS", front.authority().toString());
    // If set, it would replace all authorities.
    environment.put("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", "");
    environment.put("HOSTS_FILE", front.hosts().toString());
    environment.put("METADATA_SERVER_DETECTION", "assume-present");
    return environment;
  }
}
