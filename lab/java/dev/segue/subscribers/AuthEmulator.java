package dev.segue.subscribers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segue.HttpAnswer;
import dev.segue.local.PortLease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Firebase's emulator of Auth, a part of `firebase-tools` that needs no further download. */
final class AuthEmulator implements AutoCloseable {
  private static final Path TOOLS =
      Path.of(System.getProperty("user.home"), ".cache", "segue", "firebase-tools");

  private static final Path PROGRAM = Path.of("lab", "node", "auth_emulator.cjs");

  private static final String PASSWORD = "of every account";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PortLease port = PortLease.anyFree();
  private final String project;
  private final ExampleProcess process;

  private AuthEmulator(String project, Path logs) {
    this.project = project;
    process =
        new ExampleProcess(
            TOOLS,
            logs.resolve("auth-emulator.log"),
            Map.of(),
            "node",
            PROGRAM.toAbsolutePath().toString(),
            project,
            Integer.toString(port.port()));
    process.start(() -> PortLease.isListenedOn(port.port()));
  }

  static AuthEmulator start(String project, Path logs) {
    assumeTrue(
        Files.exists(TOOLS.resolve("node_modules/firebase-tools")),
        "not installed: npm install --prefix %s firebase-tools@15.34.2".formatted(TOOLS));
    return new AuthEmulator(project, logs);
  }

  /** The setting of Firebase's libraries. */
  Map<String, String> environment() {
    return Map.of("FIREBASE_AUTH_EMULATOR_HOST", port.host());
  }

  /** Creates an account unless it exists. */
  void create(String uid) {
    send(
        "projects/%s/accounts".formatted(project),
        Map.of("localId", uid, "email", email(uid), "password", PASSWORD));
  }

  /** Signs a user in, and returns an ID token. */
  String tokenOf(String uid) {
    var credentials = Map.of("email", email(uid), "password", PASSWORD, "returnSecureToken", true);
    return send("accounts:signInWithPassword?key=any", credentials).get("idToken").textValue();
  }

  /** Returns the custom claims of each account that has some. */
  Map<String, JsonNode> claims() {
    var claims = new HashMap<String, JsonNode>();
    var accounts = send("projects/%s/accounts:query".formatted(project), Map.of());
    for (var account : accounts.path("userInfo")) {
      if (account.has("customAttributes")) {
        claims.put(
            account.get("localId").textValue(), json(account.get("customAttributes").textValue()));
      }
    }
    return claims;
  }

  /** Lets the next write to an account wait. */
  void hold() {
    control("hold");
  }

  boolean holds() {
    return control("held").booleanValue();
  }

  /** Lets the write that waits go on. */
  void release() {
    control("release");
  }

  /** Deletes all accounts. */
  void clear() {
    send(
        "projects/%s/accounts:batchDelete".formatted(project),
        Map.of("localIds", claims().keySet(), "force", true));
  }

  private static String email(String uid) {
    return Integer.toHexString(uid.hashCode()) + "@example.com";
  }

  private JsonNode control(String action) {
    return HttpAnswer.of(url(action), "GET", "").body();
  }

  private JsonNode send(String path, Map<String, ?> body) {
    return HttpAnswer.of(
            url("identitytoolkit.googleapis.com/v1/" + path),
            "POST",
            JSON.valueToTree(body).toString(),
            "authorization",
            "Bearer owner",
            "content-type",
            "application/json")
        .body();
  }

  private URI url(String path) {
    return URI.create("http://%s/%s".formatted(port.host(), path));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: %s".formatted(text), e);
    }
  }

  @Override
  public void close() {
    process.close();
    port.close();
  }
}
