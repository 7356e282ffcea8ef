package dev.segue.image;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Services as emulators are: no TLS, and nobody asks for credentials. */
record PlainServices(InProcessServer server) implements Services {
  static PlainServices open(Map<String, InProcessServer.Method> methods) throws IOException {
    return new PlainServices(new InProcessServer(methods));
  }

  @Override
  public List<String> options() {
    return List.of();
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("FIRESTORE_EMULATOR_HOST", server.host(), "PUBSUB_EMULATOR_HOST", server.host());
  }

  @Override
  public void close() {
    server.close();
  }
}
