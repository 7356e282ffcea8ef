package dev.segue.image;

import static java.util.stream.Collectors.joining;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.segue.local.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLServerSocket;

/**
 * Makes servers look like Google's: by Google's names, on port 443, over TLS, with a metadata
 * server that issues a token.
 */
public final class SecureFront implements AutoCloseable {
  private static final int PORT = 443;

  private final List<TcpProxy> doors = new ArrayList<>();
  private final Path folder;
  private final Path hosts;
  private final Certificate certificate;
  private final MetadataServer metadata;

  private SecureFront(Map<String, String> servers, String token, Path folder) throws IOException {
    this.folder = folder;
    var names = new TreeMap<>(servers);
    certificate = Certificate.create(folder, List.copyOf(names.keySet()));
    // Programs with this file resolve no other names, so they use no network.
    var lines = new ArrayList<>(List.of("127.0.0.1 localhost"));
    for (var name : names.keySet()) {
      var listener = listen(certificate);
      doors.add(TcpProxy.between(listener, servers.get(name)));
      lines.add(listener.getInetAddress().getHostAddress() + " " + name);
    }
    hosts =
        Files.writeString(
            folder.resolve("hosts"), lines.stream().map(it -> it + "\n").collect(joining()));
    metadata = new MetadataServer(token);
  }

  /**
   * Opens a front of servers.
   *
   * @param servers the {@code host:port} of each server, by its new name
   * @throws BindException if this user may not listen on port 443
   */
  public static SecureFront open(Map<String, String> servers, String token) throws IOException {
    var folder = Files.createTempDirectory("segue-front");
    try {
      return new SecureFront(servers, token, folder);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /** Makes the metadata server issue another token. */
  void issue(String token) {
    metadata.issue(token);
  }

  /** The options by which a JVM finds and trusts the servers. */
  public List<String> options() {
    return List.of(
        "-Djdk.net.hosts.file=" + hosts,
        "-Djavax.net.ssl.trustStore=" + certificate.authorities(),
        "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
  }

  /** The environment by which Google's libraries find the metadata server. */
  public Map<String, String> environment() {
    return Map.of(
        "GCE_METADATA_HOST",
        metadata.host(),
        // Without a developer's credentials.
        "CLOUDSDK_CONFIG",
        folder.toString());
  }

  /** The names of the servers, in the format of {@code /etc/hosts}. */
  public Path hosts() {
    return hosts;
  }

  /** The certificate authority of the servers, as PEM. */
  public Path authority() {
    return certificate.authority();
  }

  @Override
  public void close() {
    metadata.close();
    doors.forEach(TcpProxy::close);
    delete(folder);
  }

  /** Listens on a random loopback address, because several servers use the same port. */
  private static ServerSocket listen(Certificate certificate) throws IOException {
    var random = ThreadLocalRandom.current();
    var address = new byte[] {127, 0, 0, 0};
    for (int i = 1; i < address.length; i++) {
      address[i] = (byte) random.nextInt(1, 255);
    }
    var listener =
        (SSLServerSocket)
            certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(PORT, 50, InetAddress.getByAddress(address));
    var parameters = listener.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    listener.setSSLParameters(parameters);
    return listener;
  }

  private static void delete(Path folder) {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
