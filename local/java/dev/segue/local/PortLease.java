package dev.segue.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP port of 127.0.0.1 that no other lease, of this run or another, has until it is closed.
 *
 * <p>A lease holds the unused UDP port of the same number, which the system releases if we die.
 */
public final class PortLease implements AutoCloseable {
  // Below the ports that systems give to outgoing connections.
  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;

  private static final Duration WHILE_ANOTHER_RUN_ENDS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final int port;
  private final DatagramSocket claim;

  private PortLease(int port, DatagramSocket claim) {
    this.port = port;
    this.claim = claim;
  }

  /** The port of a setting, once it is free, or any free one if it is not set. */
  static PortLease of(Map<String, String> environment, String setting) {
    var port = setTo(environment, setting);
    if (port == 0) {
      return anyFree();
    }
    return of(port, setting, WHILE_ANOTHER_RUN_ENDS);
  }

  static PortLease of(int port, String setting, Duration patience) {
    var end = System.nanoTime() + patience.toNanos();
    var lease = claim(port);
    while (lease == null && System.nanoTime() < end) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      lease = claim(port);
    }
    if (lease == null) {
      throw new IllegalArgumentException("%s: port %s is taken".formatted(setting, port));
    }
    return lease;
  }

  /** The port of a setting, or 0 if it is not set. */
  static int setTo(Map<String, String> environment, String setting) {
    var value = environment.getOrDefault(setting, "");
    if (value.isEmpty()) {
      return 0;
    }
    if (!value.matches("[1-9]\\d{0,4}") || Integer.parseInt(value) > 0xffff) {
      throw new IllegalArgumentException("%s is not a port: '%s'".formatted(setting, value));
    }
    return Integer.parseInt(value);
  }

  public static PortLease anyFree() {
    return ThreadLocalRandom.current()
        .ints(LAST - FIRST, FIRST, LAST)
        .mapToObj(PortLease::claim)
        .filter(lease -> lease != null)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no free port from %s to %s".formatted(FIRST, LAST)));
  }

  public int port() {
    return port;
  }

  /** As `host:port`. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    claim.close();
  }

  /** Whether a server listens on a port of 127.0.0.1. */
  public static boolean isListenedOn(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a lease, or null if the port is leased or in use. */
  private static PortLease claim(int port) {
    try {
      var claim = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      if (isListenedOn(port)) {
        claim.close();
        return null;
      }
      return new PortLease(port, claim);
    } catch (SocketException e) {
      return null;
    }
  }
}
