package dev.segue.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds emulators in installed Google Cloud SDKs; `gcloud info` would take seconds. */
record CloudSdk(List<Path> roots) {
  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/lib/google-cloud-sdk",
          "/usr/share/google-cloud-sdk",
          "/opt/google-cloud-sdk",
          "/snap/google-cloud-sdk/current",
          "/opt/homebrew/share/google-cloud-sdk",
          "/usr/local/share/google-cloud-sdk");

  /** The SDK that a variable names, those of each `gcloud` on the PATH, those in usual places. */
  static CloudSdk of(Map<String, String> environment) {
    var named = Stream.of(environment.getOrDefault("CLOUDSDK_ROOT_DIR", ""));
    var home = Path.of(environment.getOrDefault("HOME", ""), "google-cloud-sdk").toString();
    var onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .filter(folder -> Files.isExecutable(Path.of(folder, "gcloud")))
            .map(folder -> root(Path.of(folder, "gcloud")).toString());
    return new CloudSdk(
        Stream.of(named, onPath, USUAL_PLACES.stream(), Stream.of(home))
            .flatMap(roots -> roots)
            .filter(root -> !root.isEmpty())
            .map(Path::of)
            .toList());
  }

  /** The emulator's jar anywhere below its folder. */
  Optional<Path> jarOf(EmulatorKind emulator) {
    return roots.stream()
        .map(root -> root.resolve("platform").resolve(emulator.component()))
        .filter(Files::isDirectory)
        .flatMap(folder -> jarIn(folder, emulator.jarPattern()).stream())
        .findFirst();
  }

  private static Optional<Path> jarIn(Path folder, String pattern) {
    var wanted = folder.getFileSystem().getPathMatcher("glob:" + pattern);
    try (var files = Files.walk(folder)) {
      return files.filter(file -> wanted.matches(file.getFileName())).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(folder), e);
    }
  }

  /** The SDK of a `gcloud`, which may be a link to `<sdk>/bin/gcloud`. */
  private static Path root(Path gcloud) {
    try {
      return gcloud.toRealPath().resolve("../..").normalize();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot follow %s".formatted(gcloud), e);
    }
  }
}
