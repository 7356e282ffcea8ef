package dev.segue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.segue.local.EmulatorDownload.Release;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorDownloadTest {
  private static final byte[] JAR = "an emulator, perhaps".repeat(10_000).getBytes(UTF_8);
  private static final Release RELEASE = release("emulator-1.jar", JAR);

  @TempDir Path folder;
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;
  private EmulatorDownload download;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    var source = URI.create("http://127.0.0.1:%s/drop/".formatted(server.getAddress().getPort()));
    download = new EmulatorDownload(source, folder.resolve("cache"));
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void keeps_what_it_downloaded() throws Exception {
    serve(JAR);
    assertThat(download.jarOf(RELEASE)).hasBinaryContent(JAR);
    assertThat(download.jarOf(RELEASE)).hasBinaryContent(JAR);
    assertThat(requests).hasValue(1);
    assertThat(cached()).containsExactly("emulator-1.jar");
  }

  @Test
  void takes_the_jar_out_of_a_zip() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("pubsub-emulator/README"));
      zip.putNextEntry(new ZipEntry("pubsub-emulator/lib/emulator-all.jar"));
      zip.write(JAR);
    }
    serve(bytes.toByteArray());
    assertThat(download.jarOf(release("emulator-2.zip", bytes.toByteArray())))
        .hasFileName("emulator-2.jar")
        .hasBinaryContent(JAR);
    assertThat(cached()).containsExactly("emulator-2.jar");
  }

  @Test
  void refuses_other_content() {
    var forged = JAR.clone();
    forged[0]++;
    serve(forged);
    assertRefused("must have the SHA-256 " + RELEASE.sha256());
  }

  @Test
  void refuses_less_than_promised() {
    server.createContext(
        "/drop/",
        exchange -> {
          exchange.sendResponseHeaders(200, JAR.length);
          exchange.getResponseBody().write(JAR, 0, JAR.length / 2);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    assertRefused("");
  }

  @Test
  void names_the_address_of_a_missing_file() {
    assertRefused("/drop/emulator-1.jar answered 404");
  }

  @Test
  void serves_two_at_once() throws Exception {
    var both = new CyclicBarrier(2);
    server.createContext(
        "/drop/",
        exchange -> {
          try {
            both.await(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IOException(e);
          }
          answer(exchange, JAR);
        });
    try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = runs.submit(() -> download.jarOf(RELEASE));
      var other = runs.submit(() -> download.jarOf(RELEASE));
      assertThat(one.get()).isEqualTo(other.get()).hasBinaryContent(JAR);
    }
    assertThat(cached()).containsExactly("emulator-1.jar");
  }

  private void assertRefused(String why) {
    assertThatThrownBy(() -> download.jarOf(RELEASE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
    assertThat(cached()).isEmpty();
  }

  private String[] cached() {
    return folder.resolve("cache").toFile().list();
  }

  private void serve(byte[] content) {
    server.createContext("/drop/", exchange -> answer(exchange, content));
  }

  private void answer(HttpExchange exchange, byte[] content) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static Release release(String file, byte[] content) {
    return new Release(file, Hashing.sha256().hashBytes(content).toString());
  }
}
