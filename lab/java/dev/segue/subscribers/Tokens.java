package dev.segue.subscribers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Tokens like those that Google signs for Pub/Sub's pushes, and a server of their keys. */
final class Tokens implements AutoCloseable {
  static final String AUDIENCE = "https://crm.example.com/segments";
  static final String ACCOUNT = "segue-push@acme-prod.iam.gserviceaccount.com";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY_ID = "key-1";

  private final AtomicInteger fetches = new AtomicInteger();
  private final KeyPair keys = newKeys();
  private final HttpServer server;

  Tokens() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var body = JSON.writeValueAsBytes(Map.of(KEY_ID, pem(keys)));
    server.createContext(
        "/",
        exchange -> {
          fetches.incrementAndGet();
          exchange.getResponseHeaders().add("cache-control", "public, max-age=3600");
          exchange.getResponseHeaders().add("content-type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /** The address of the keys. */
  String certificatesUrl() {
    return "http://127.0.0.1:%s/".formatted(server.getAddress().getPort());
  }

  /** The number of requests for the keys. */
  int fetches() {
    return fetches.get();
  }

  /** A valid token. */
  String valid() {
    return with(Map.of());
  }

  /** A token with these claims in place of the valid ones. */
  String with(Map<String, Object> claims) {
    return signed(claims, keys);
  }

  /** A token signed with another key. */
  String forged() {
    return signed(Map.of(), newKeys());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static String signed(Map<String, Object> others, KeyPair keys) {
    var now = Instant.now();
    var claims = new HashMap<String, Object>();
    claims.put("iss", "https://accounts.google.com");
    claims.put("aud", AUDIENCE);
    claims.put("email", ACCOUNT);
    claims.put("email_verified", true);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
    claims.putAll(others);
    var header = Map.of("alg", "RS256", "kid", KEY_ID, "typ", "JWT");
    var content = encoded(header) + "." + encoded(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(Map<String, ?> value) {
    return base64(JSON.valueToTree(value).toString().getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded()));
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
