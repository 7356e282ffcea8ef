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
 * A certificate of an authority of its own, both new each time. As with Google's the keys are on an
 * elliptic curve, and the authority signs by RSA.
 *
 * @param keys holds it with its key
 * @param authority the authority alone, as PEM
 * @param authorities trusts the authority, and all that the JDK trusts
 */
record Certificate(Path keys, Path authority, Path authorities) {
  static final String TYPE = "PKCS12";

  /** Guards nothing: keytool wants one. */
  static final String PASSWORD = "password";

  private static final String AUTHORITY = "authority";
  private static final char[] PASSWORD_OF_THE_JDK = "changeit".toCharArray();

  /** Makes one for servers of these names in a folder, by the keytool of the JDK that runs this. */
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

  /** Puts the authority among those of the JDK, and forgets its key. */
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

  /** Returns what a server shows it by. */
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
