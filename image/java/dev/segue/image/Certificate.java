package dev.segue.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
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
  static final String TYPE = "PKCS12";

  /** Not a secret: keytool requires one. */
  static final String PASSWORD = "password";

  private static final String AUTHORITY = "authority";
  private static final char[] PASSWORD_OF_THE_JDK = "changeit".toCharArray();

  /** Creates one for servers of these names in a folder, with the keytool of this JDK. */
  static Certificate create(Path folder, List<String> names) throws IOException {
    var certificate =
        new Certificate(
            folder.resolve("services.p12"),
            folder.resolve("authority.pem"),
            folder.resolve("authorities.p12"));
    certificate.generate(AUTHORITY, "RSA", "bc:critical=ca:true", "-keysize", "2048");
    var alternatives = names.stream().map("dns:"::concat).collect(joining(","));
    certificate.generate("services", "EC", "san=" + alternatives, "-signer", AUTHORITY);
    try {
      certificate.trust();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return certificate;
  }

  private void generate(String alias, String algorithm, String extension, String... more)
      throws IOException {
    var command =
        ImmutableList.<String>builder()
            .add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString())
            .add("-genkeypair", "-keystore", keys.toString(), "-storetype", TYPE)
            .add("-storepass", PASSWORD, "-alias", alias, "-keyalg", algorithm)
            .add("-dname", "CN=Segue's tests, OU=" + alias, "-ext", extension, "-validity", "2")
            .add(more)
            .build();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool fails: " + output);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Adds the authority to those of the JDK, and deletes its key. */
  private void trust() throws GeneralSecurityException, IOException {
    var own = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    var trusted =
        KeyStore.getInstance(
            Path.of(System.getProperty("java.home"), "lib", "security", "cacerts").toFile(),
            PASSWORD_OF_THE_JDK);
    var signer = own.getCertificate(AUTHORITY);
    trusted.setCertificateEntry("segue", signer);
    Files.writeString(
        authority,
        "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(signer.getEncoded())));
    own.deleteEntry(AUTHORITY);
    store(own, keys);
    store(trusted, authorities);
  }

  private static void store(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (var output = Files.newOutputStream(file)) {
      store.store(output, PASSWORD.toCharArray());
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
