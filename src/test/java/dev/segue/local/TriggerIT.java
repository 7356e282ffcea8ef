package dev.segue.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.Firestore;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class TriggerIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** A new one for each test, with new triggers and documents. */
  private final String project = LocalStackExtension.newProject("trigger");

  private final List<EventRequest> delivered = new CopyOnWriteArrayList<>();
  private HttpServer function;
  private Firestore firestore;
  private Trigger trigger;

  @BeforeEach
  void setUp(Emulators emulators) throws IOException {
    function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    function.createContext("/", this::receive);
    function.start();
    firestore = Emulators.connect(emulators.firestoreHost(), project, "(default)");
    trigger = emulators.trigger(project, "test", "users/{userId}", url());
    trigger.retryAfter(Duration.ofMillis(5), Duration.ofMillis(50));
  }

  @AfterEach
  void tearDown() throws Exception {
    trigger.close();
    firestore.close();
    function.stop(0);
  }

  @Test
  void delivers_binary_cloud_events() throws Exception {
    write("ada");
    trigger.awaitQuiet(DEADLINE);

    assertThat(delivered).hasSize(1);
    var event = delivered.getFirst();
    assertThat(event.headers())
        .containsEntry("ce-type", "google.cloud.firestore.document.v1.written")
        .containsEntry(
            "ce-source",
            "//firestore.googleapis.com/projects/%s/databases/(default)".formatted(project))
        .containsEntry("ce-document", "users/ada")
        .containsEntry("content-type", "application/protobuf")
        .containsKeys("ce-id", "ce-specversion", "ce-time", "traceparent");
    assertThat(DocumentEventData.parseFrom(event.body()).getValue().getName())
        .endsWith("/documents/users/ada");
  }

  @Test
  void leaves_ids_in_headers_as_the_raw_utf8_that_firestore_puts_there() throws Exception {
    write("é 😀 %");
    trigger.awaitQuiet(DEADLINE);

    var document = delivered.getFirst().headers().get("ce-document");
    assertThat(new String(document.getBytes(ISO_8859_1), UTF_8)).isEqualTo("users/é 😀 %");
  }

  @Test
  void encodes_what_http_bars_from_headers() throws Exception {
    write("a\u0001b");
    trigger.awaitQuiet(DEADLINE);

    assertThat(delivered.getFirst().headers()).containsEntry("ce-document", "users/a%01b");
  }

  @Test
  void tries_one_instance_after_the_other() throws Exception {
    trigger.routeTo(List.of(URI.create("http://127.0.0.1:1/"), url()));
    for (var user = 0; user < 4; user++) {
      write("user-%s".formatted(user));
    }
    trigger.awaitQuiet(DEADLINE);

    assertThat(delivered).hasSize(4);
  }

  @Test
  void duplicates_reorders_and_loses_acknowledgements_on_demand() throws Exception {
    trigger.inject(EventFaults.seeded(1));
    for (var user = 0; user < 30; user++) {
      write(String.format(Locale.ROOT, "user-%02d", user));
    }
    trigger.awaitQuiet(DEADLINE);

    var users = delivered.stream().map(event -> event.headers().get("ce-document")).toList();
    assertThat(users).hasSizeGreaterThan(30).isNotEqualTo(users.stream().sorted().toList());
    assertThat(users.stream().distinct()).hasSize(30);
  }

  private void write(String user) throws Exception {
    firestore.collection("users").document(user).set(Map.of("name", "Ada")).get();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:%s/".formatted(function.getAddress().getPort()));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new HashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      delivered.add(new EventRequest(headers, ByteString.readFrom(exchange.getRequestBody())));
      exchange.sendResponseHeaders(204, -1);
    }
  }
}
