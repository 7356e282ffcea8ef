package dev.segue.local;

import java.io.IOException;
import java.net.Socket;

/** One connection through a {@link TcpProxy}. */
final class TcpConnection {
  private static final int CHUNK = 1 << 16;

  private final Socket client;
  private final Socket server;
  private final TcpProxy proxy;
  private volatile boolean lostBytes;
  private volatile boolean forgotten;

  TcpConnection(Socket client, Socket server, TcpProxy proxy) throws IOException {
    this.client = client;
    this.server = server;
    this.proxy = proxy;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  /** Forwards both ways until either side ends it. */
  void start(Runnable whenEnded) {
    Thread.ofVirtual().start(() -> forward(client, server, false, whenEnded));
    Thread.ofVirtual().start(() -> forward(server, client, true, whenEnded));
  }

  boolean hasLostBytes() {
    return lostBytes;
  }

  /** Lets nothing pass any more, for ever. */
  void forget() {
    forgotten = true;
  }

  /** Ends it in the way that tells both sides of an error. */
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

  private void forward(Socket from, Socket to, boolean answers, Runnable whenEnded) {
    var chunk = new byte[CHUNK];
    try (from;
        to) {
      for (int length; (length = from.getInputStream().read(chunk)) >= 0; ) {
        if (passes(answers)) {
          to.getOutputStream().write(chunk, 0, length);
        }
      }
    } catch (IOException e) {
      // Either side has gone, and so does the other.
    } finally {
      whenEnded.run();
    }
  }

  private boolean passes(boolean answers) {
    proxy.awaitFlow();
    synchronized (proxy) {
      var toxic = proxy.toxic().orElse(null);
      var lost = toxic == Toxic.BLACK_HOLE || (toxic == Toxic.LOSE_ANSWERS && answers);
      lostBytes |= lost;
      return !lost && !forgotten;
    }
  }
}
