package dev.segue.local;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
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
import java.time.Duration;
import java.util.zip.ZipInputStream;

/**
 * The emulators that the Firebase CLI downloads, kept in a folder that several runs may share.
 *
 * @param progress gets a line with a dot for each twentieth of a download
 */
record EmulatorDownload(URI source, Path folder, PrintStream progress) {
  private static final int DOTS = 20;

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
    try (var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        var body = new HashingInputStream(Hashing.sha256(), open(http, request));
        var out = Files.newOutputStream(to)) {
      long size = 0;
      for (int dot = 0; dot < DOTS; dot++) {
        size += ByteStreams.copy(ByteStreams.limit(body, release.size() / DOTS + 1), out);
        progress.print(".");
      }
      check(release, size, body.hash().toString());
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
          "%s must have %d bytes with SHA-256 %s, but has %d bytes with %s"
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
}
