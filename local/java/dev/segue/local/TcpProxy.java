package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A network between clients and one server, with faults on demand. */
public final class TcpProxy implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final String serverHost;
  private final int serverPort;
  private final ServerSocket listener;

  /** Null without a fault. */
  private volatile NetworkFault fault;

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

  /** The address for clients, as `host:port`. */
  public String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Resets all connections; new ones are possible immediately. */
  public void cut() {
    connections.forEach(Connection::reset);
  }

  /**
   * Drops all later bytes of the present connections, which both ends believe to be alive. New ones
   * are possible immediately.
   */
  public void forget() {
    connections.forEach(connection -> connection.forgotten = true);
  }

  /** Injects one fault into present and new connections, in place of an earlier one. */
  public synchronized void inject(NetworkFault next) {
    heal();
    healed = new CompletableFuture<>();
    fault = next;
  }

  /** Ends the fault; connections that lost bytes are reset. */
  public synchronized void heal() {
    fault = null;
    healed.complete(null);
    connections.stream().filter(connection -> connection.lostBytes).forEach(Connection::reset);
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

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        // The listener or the client is closed.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    try {
      var connection = new Connection(client, new Socket(serverHost, serverPort));
      connections.add(connection);
      connection.start();
    } catch (IOException e) {
      client.close();
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean lostBytes;
    private volatile boolean forgotten;

    Connection(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    /** Forwards in both directions until one side ends the connection. */
    void start() {
      Thread.ofVirtual().start(() -> forward(client, server, false));
      Thread.ofVirtual().start(() -> forward(server, client, true));
    }

    void reset() {
      for (var socket : new Socket[] {client, server}) {
        try {
          socket.setSoLinger(true, 0);
          socket.close();
        } catch (IOException e) {
          // Closed already.
        }
      }
    }

    private void forward(Socket from, Socket to, boolean answers) {
      var chunk = new byte[CHUNK];
      try (from;
          to) {
        for (int length; (length = from.getInputStream().read(chunk)) >= 0; ) {
          if (passes(answers)) {
            to.getOutputStream().write(chunk, 0, length);
          }
        }
      } catch (IOException e) {
        // One side is closed; this closes the other.
      } finally {
        connections.remove(this);
      }
    }

    private boolean passes(boolean answers) {
      while (fault == NetworkFault.STALL) {
        healed.join();
      }
      synchronized (TcpProxy.this) {
        var lost =
            fault == NetworkFault.BLACK_HOLE || (fault == NetworkFault.LOSE_ANSWERS && answers);
        lostBytes |= lost;
        return !lost && !forgotten;
      }
    }
  }
}
