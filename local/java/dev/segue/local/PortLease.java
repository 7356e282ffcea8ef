package dev.segue.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port of 127.0.0.1 that no other lease, of this run or another, gives out until it is
 * closed.
 *
 * <p>The UDP port of the same number, which nothing here has a use for, is what is held: the system
 * lets go of it when we die.
 */
public final class PortLease implements AutoCloseable {
  // Below the ports that systems give to outgoing connections.
  private static final int FIRST = 20_000;
  private static final int LAST = 30_000;

  private final int port;
  private final DatagramSocket claim;

  private PortLease(int port, DatagramSocket claim) {
    this.port = port;
    this.claim = claim;
  }

  /** The port that a setting names, or any free one where it is not set. */
  static PortLease of(Map<String, String> environment, String setting) {
    var port = setTo(environment, setting);
    if (port == 0) {
      return anyFree();
    }
    var lease = claim(port);
    if (lease == null) {
      throw new IllegalArgumentException("%s: port %d is taken".formatted(setting, port));
    }
    return lease;
  }

  /** The port that a setting names, or 0 where it is not set. */
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

  /** Any port that is free. */
  public static PortLease anyFree() {
    return ThreadLocalRandom.current()
        .ints(LAST - FIRST, FIRST, LAST)
        .mapToObj(PortLease::claim)
        .filter(lease -> lease != null)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no free port from %d to %d".formatted(FIRST, LAST)));
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

  /** A lease, or null where the port is leased or in use. */
  private static PortLease claim(int port) {
    var loopback = InetAddress.getLoopbackAddress();
    try {
      var claim = new DatagramSocket(new InetSocketAddress(loopback, port));
      if (isListenedOn(port)) {
        claim.close();
        return null;
      }
      return new PortLease(port, claim);
    } catch (SocketException e) {
      return null;
    }
  }

  private static boolean isListenedOn(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }
}
