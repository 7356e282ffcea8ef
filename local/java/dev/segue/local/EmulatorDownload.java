package dev.segue.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipInputStream;

/**
 * Emulators as the Firebase CLI downloads them, kept in a folder; any number of runs may share it.
 *
 * @param progress gets a line with a dot for each twentieth of a download
 */
record EmulatorDownload(URI source, Path folder, PrintStream progress) {
  private static final int BUFFER = 1 << 16;

  /**
   * A file to download: a jar, or a zip that holds one.
   *
   * @param size in bytes
   */
  record Release(String file, long size, String sha256) {
    String jar() {
      return file.replaceFirst("\\.zip$", ".jar");
    }
  }

  /** The emulator's jar, downloaded and checked unless that was done before. */
  Path jarOf(Release release) throws IOException {
    var jar = Folders.create(folder).resolve(release.jar());
    if (Files.exists(jar)) {
      return jar;
    }
    var download = Files.createTempFile(folder, release.file(), ".part");
    var unpacked = Files.createTempFile(folder, release.jar(), ".part");
    try {
      fetch(release, download);
      var complete = download;
      if (!release.jar().equals(release.file())) {
        unpackJar(download, unpacked);
        complete = unpacked;
      }
      return Files.move(complete, jar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(download);
      Files.deleteIfExists(unpacked);
    }
  }

  URI uriOf(Release release) {
    return source.resolve(release.file());
  }

  private void fetch(Release release, Path to) throws IOException {
    var uri = uriOf(release);
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    progress.printf("Downloading %s (%d MB) ", uri, release.size() >> 20);
    var hash = sha256();
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        var body = open(http, request);
        var out = Files.newOutputStream(to)) {
      var buffer = new byte[BUFFER];
      long size = 0;
      for (var n = body.read(buffer); n > 0 && size <= release.size(); n = body.read(buffer)) {
        out.write(buffer, 0, n);
        hash.update(buffer, 0, n);
        var dots = 20 * (size + n) / release.size() - 20 * size / release.size();
        progress.print(".".repeat((int) Math.min(20, dots)));
        size += n;
      }
      check(release, size, HexFormat.of().formatHex(hash.digest()));
    } finally {
      progress.println();
    }
  }

  private static InputStream open(HttpClient http, HttpRequest request) throws IOException {
    try {
      var answer = http.send(request, BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        answer.body().close();
        throw new IOException("%s answered %d".formatted(request.uri(), answer.statusCode()));
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while downloading %s".formatted(request.uri()), e);
    }
  }

  private void check(Release release, long size, String sha256) throws IOException {
    if (size != release.size() || !sha256.equals(release.sha256())) {
      throw new IOException(
          "%s should have %d bytes with SHA-256 %s, but came as %d bytes with %s"
              .formatted(uriOf(release), release.size(), release.sha256(), size, sha256));
    }
  }

  private static void unpackJar(Path zip, Path to) throws IOException {
    try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        if (entry.getName().endsWith(".jar")) {
          Files.copy(entries, to, StandardCopyOption.REPLACE_EXISTING);
          return;
        }
      }
    }
    throw new IOException("no jar in %s".formatted(zip));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
