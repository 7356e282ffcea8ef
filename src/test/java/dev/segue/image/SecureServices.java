package dev.segue.image;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLServerSocket;

/**
 * Services as production has them: by their own names, over TLS, and for calls that carry the token
 * of the metadata server.
 */
final class SecureServices implements Services {
  private static final List<String> NAMES =
      List.of("firestore.googleapis.com", "pubsub.googleapis.com");

  private static final int PORT = 443;
  private static final String TOKEN = "a-token-of-the-metadata-server";

  private final Path folder;
  private final Path hosts;
  private final Certificate certificate;
  private final InProcessServer server;
  private final TcpProxy front;
  private final MetadataServer metadata;

  private SecureServices(Map<String, InProcessServer.Method> methods, Path folder)
      throws IOException {
    this.folder = folder;
    certificate = Certificate.create(folder.resolve("services.p12"), NAMES);
    var listener = listen(certificate);
    hosts = Files.writeString(folder.resolve("hosts"), hosts(listener.getInetAddress()));
    server = InProcessServer.demanding(TOKEN, methods);
    front = TcpProxy.between(listener, server.host());
    metadata = new MetadataServer(TOKEN);
  }

  /**
   * Serves methods by their full names.
   *
   * @throws BindException where this user may not listen on port 443
   */
  static SecureServices open(Map<String, InProcessServer.Method> methods) throws IOException {
    var folder = Files.createTempDirectory("segue-services");
    try {
      return new SecureServices(methods, folder);
    } catch (IOException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  /** Lets the metadata server give out another token, which no call may carry. */
  void issue(String token) {
    metadata.issue(token);
  }

  @Override
  public List<String> options() {
    return List.of(
        "-Djdk.net.hosts.file=" + hosts,
        "-Djavax.net.ssl.trustStore=" + certificate.file(),
        "-Djavax.net.ssl.trustStoreType=" + Certificate.TYPE,
        "-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "GCE_METADATA_HOST",
        metadata.host(),
        // Where a developer's own credentials are not.
        "CLOUDSDK_CONFIG",
        folder.toString());
  }

  @Override
  public void close() {
    metadata.close();
    front.close();
    server.close();
    delete(folder);
  }

  /** On any address of the loopback network, so that several processes can do so at a time. */
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

  /** A JVM that is given this knows no other names, and so asks no network. */
  private static String hosts(InetAddress services) {
    return "127.0.0.1 localhost\n%s %s\n"
        .formatted(services.getHostAddress(), String.join(" ", NAMES));
  }

  private static void delete(Path folder) {
    try {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
