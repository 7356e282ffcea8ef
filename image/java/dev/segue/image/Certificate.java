package dev.segue.image;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A new certificate of a new authority. Like Google's it has an elliptic-curve key, and the
 * authority signs with RSA.
 *
 * @param keys the key store with the certificate and its key
 * @param authority the authority as PEM
 * @param authorities the trust store with the authority and those of the JDK
 */
record Certificate(Path keys, Path authority, Path authorities) {
  /** The password of the JDK's trust store, and of both stores here. */
  static final String PASSWORD = "changeit";

  /** Creates one for servers of these names in a folder, with the keytool of this JDK. */
  static Certificate create(Path folder, List<String> names) throws IOException {
    var keys = folder.resolve("services.p12");
    var authority = folder.resolve("authority.pem");
    var authorities = folder.resolve("authorities");
    var alternatives = names.stream().map("dns:"::concat).collect(joining(","));
    generate(keys, "authority", "RSA", "bc:critical=ca:true", "-keysize", "2048");
    generate(keys, "services", "EC", "san=" + alternatives, "-signer", "authority");
    keytool(keys, "-exportcert", "-alias", "authority", "-rfc", "-file", authority.toString());
    keytool(keys, "-delete", "-alias", "authority");
    Files.copy(Path.of(System.getProperty("java.home"), "lib", "security", "cacerts"), authorities);
    keytool(authorities, "-importcert", "-alias", "segue", "-noprompt", "-file", "" + authority);
    return new Certificate(keys, authority, authorities);
  }

  private static void generate(
      Path keys, String alias, String algorithm, String extension, String... more)
      throws IOException {
    keytool(
        keys,
        ImmutableList.<String>builder()
            .add("-genkeypair", "-alias", alias, "-keyalg", algorithm, "-ext", extension)
            .add("-dname", "CN=Segue's tests, OU=" + alias, "-validity", "2")
            .add(more)
            .build()
            .toArray(String[]::new));
  }

  private static void keytool(Path store, String... arguments) throws IOException {
    var command =
        ImmutableList.<String>builder()
            .add(Program.ofJdk("keytool"))
            .add(arguments)
            .add("-keystore", store.toString(), "-storepass", PASSWORD)
            .build();
    try {
      Program.in(store.getParent()).run(command).succeeded();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  SSLContext context() throws IOException {
    try {
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(
          KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
