package dev.segue.local;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.zip.ZipFile;

/** The emulators that the Firebase CLI downloads, kept in a folder that several runs may share. */
record EmulatorDownload(URI source, Path folder) {
  /** A file to download: a jar, or a zip that holds one. */
  record Release(String file, String sha256) {
    String jar() {
      return file.replaceFirst("\\.zip$", ".jar");
    }
  }

  /** Returns the emulator's jar; downloads and checks it first, unless an earlier run did. */
  Path jarOf(Release release) throws IOException {
    var jar = Folders.create(folder).resolve(release.jar());
    if (Files.exists(jar)) {
      return jar;
    }
    var download = Files.createTempFile(folder, release.file(), ".part");
    var unpacked = Files.createTempFile(folder, release.jar(), ".part");
    try {
      fetch(release, download);
      var isJar = release.jar().equals(release.file());
      return Files.move(
          isJar ? download : jarIn(download, unpacked), jar, StandardCopyOption.ATOMIC_MOVE);
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
    System.out.printf("Downloading %s; this can take minutes%n", uri);
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      var status = http.send(request, BodyHandlers.ofFile(to)).statusCode();
      if (status != 200) {
        throw new IOException("%s answered %s".formatted(uri, status));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while downloading %s".formatted(uri), e);
    }
    var sha256 = MoreFiles.asByteSource(to).hash(Hashing.sha256()).toString();
    if (!sha256.equals(release.sha256())) {
      throw new IOException(
          "%s must have the SHA-256 %s, but its %s bytes have %s"
              .formatted(uri, release.sha256(), Files.size(to), sha256));
    }
  }

  private static Path jarIn(Path archive, Path unpacked) throws IOException {
    try (var zip = new ZipFile(archive.toFile())) {
      var entry =
          zip.stream()
              .filter(it -> it.getName().endsWith(".jar"))
              .findFirst()
              .orElseThrow(() -> new IOException("no jar in %s".formatted(archive)));
      Files.copy(zip.getInputStream(entry), unpacked, StandardCopyOption.REPLACE_EXISTING);
    }
    return unpacked;
  }
}
