package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A network that fails on demand, between clients and one server. */
public final class TcpProxy implements AutoCloseable {
  private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
  private final String serverHost;
  private final int serverPort;
  private final ServerSocket listener;
  private volatile Optional<Toxic> toxic = Optional.empty();
  private volatile CompletableFuture<Void> healed = CompletableFuture.completedFuture(null);

  private TcpProxy(ServerSocket listener, String server) {
    var colon = server.lastIndexOf(':');
    serverHost = server.substring(0, colon);
    serverPort = Integer.parseInt(server.substring(colon + 1));
    this.listener = listener;
    Thread.ofVirtual().start(this::accept);
  }

  /** Forwards to a server at `host:port`. */
  public static TcpProxy to(String server) {
    try {
      return between(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen for connections to %s".formatted(server), e);
    }
  }

  /** Forwards what {@code listener} accepts, which may be TLS, to a server at `host:port`. */
  public static TcpProxy between(ServerSocket listener, String server) {
    return new TcpProxy(listener, server);
  }

  /** Where clients reach it, as `host:port`. */
  public String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Resets all connections; new ones can be made at once. */
  public void cut() {
    connections.forEach(TcpConnection::reset);
  }

  /**
   * Forgets all connections: both ends take them for alive, and nothing arrives any more. New ones
   * can be made at once.
   */
  public void forget() {
    connections.forEach(TcpConnection::forget);
  }

  /** Lets all connections, and new ones, suffer from now on, and that alone. */
  public synchronized void suffer(Toxic next) {
    heal();
    healed = new CompletableFuture<>();
    toxic = Optional.of(next);
  }

  /** Lets bytes pass again; connections that have lost some are reset. */
  public synchronized void heal() {
    toxic = Optional.empty();
    healed.complete(null);
    connections.stream().filter(TcpConnection::hasLostBytes).forEach(TcpConnection::reset);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
    heal();
  }

  /** What a connection has to suffer now. */
  Optional<Toxic> toxic() {
    return toxic;
  }

  /** Waits while bytes have to wait. */
  void awaitFlow() {
    while (toxic.equals(Optional.of(Toxic.STALL))) {
      healed.join();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        // Closed, or the client has gone already.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    try {
      var connection = new TcpConnection(client, new Socket(serverHost, serverPort), this);
      connections.add(connection);
      connection.start(() -> connections.remove(connection));
    } catch (IOException e) {
      client.close();
    }
  }
}
