package dev.segue.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
  private static final int SOON_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 200;
  private static final String RESET = "Connection reset";

  /** The requests to the server, which echoes them. */
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private ServerSocket server;
  private TcpProxy proxy;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = TcpProxy.to("127.0.0.1:" + server.getLocalPort());
    client = newClient();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    proxy.close();
    server.close();
  }

  @Test
  void passes_bytes_in_both_directions() throws IOException {
    assertEcho(client, "one");
    assertEcho(client, "two");
  }

  @Test
  void cuts_present_connections_and_no_later_ones() throws IOException {
    assertEcho(client, "one");

    proxy.cut();

    assertThatThrownBy(() -> answer(client)).isInstanceOf(SocketException.class).hasMessage(RESET);
    assertNewConnectionEchoes("two");
  }

  @Test
  void forgotten_connections_stay_open_and_silent() throws IOException {
    assertEcho(client, "one");

    proxy.forget();
    proxy.heal();

    ask(client, "two");
    assertSilent(client);
    assertNewConnectionEchoes("three");
  }

  @Test
  void a_stall_passes_everything_late() throws Exception {
    proxy.inject(NetworkFault.STALL);
    ask(client, "one");
    assertSilent(client);
    assertThat(asked).isEmpty();

    proxy.heal();

    assertThat(answer(client)).isEqualTo("one");
  }

  @Test
  void a_black_hole_swallows_everything_and_leaves_connections_open() throws Exception {
    proxy.inject(NetworkFault.BLACK_HOLE);
    ask(client, "one");
    assertSilent(client);
    try (var next = newClient()) {
      ask(next, "two");
      assertSilent(next);
    }

    proxy.heal();

    assertThatThrownBy(() -> answer(client)).hasMessage(RESET);
    assertThat(asked).isEmpty();
    assertNewConnectionEchoes("three");
  }

  @Test
  void a_connection_that_lost_nothing_outlives_a_black_hole() throws IOException {
    assertEcho(client, "one");

    proxy.inject(NetworkFault.BLACK_HOLE);
    proxy.heal();

    assertEcho(client, "two");
  }

  @Test
  void answers_can_be_lost_while_requests_arrive() throws Exception {
    proxy.inject(NetworkFault.LOSE_ANSWERS);
    ask(client, "one");
    assertThat(asked.poll(SOON_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("one");
    ask(client, "two");
    assertThat(asked.poll(SOON_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("two");
    assertSilent(client);

    proxy.heal();

    assertThatThrownBy(() -> answer(client)).hasMessage(RESET);
  }

  @Test
  void a_side_that_ends_a_connection_ends_it_for_the_other() throws IOException {
    ask(client, "end");

    assertThat(answer(client)).isEqualTo("end");
    assertThat(client.getInputStream().read()).isEqualTo(-1);
  }

  private Socket newClient() throws IOException {
    var port = Integer.parseInt(proxy.host().substring(proxy.host().indexOf(':') + 1));
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static void ask(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String answer(Socket client) throws IOException {
    return answer(client, SOON_MILLIS);
  }

  private static String answer(Socket client, int deadlineMillis) throws IOException {
    client.setSoTimeout(deadlineMillis);
    var bytes = new byte[10];
    return new String(bytes, 0, Math.max(0, client.getInputStream().read(bytes)), UTF_8);
  }

  private static void assertEcho(Socket client, String text) throws IOException {
    ask(client, text);
    assertThat(answer(client)).isEqualTo(text);
  }

  private void assertNewConnectionEchoes(String text) throws IOException {
    try (var next = newClient()) {
      assertEcho(next, text);
    }
  }

  private static void assertSilent(Socket client) {
    assertThatThrownBy(() -> answer(client, SILENCE_MILLIS))
        .isInstanceOf(SocketTimeoutException.class);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        Thread.ofVirtual().start(() -> echo(connection));
      } catch (IOException e) {
        // Closed.
      }
    }
  }

  private void echo(Socket connection) {
    try (connection) {
      var text = answer(connection);
      while (!text.isEmpty()) {
        asked.add(text);
        ask(connection, text);
        text = text.equals("end") ? "" : answer(connection);
      }
    } catch (IOException e) {
      // The client is closed.
    }
  }
}
