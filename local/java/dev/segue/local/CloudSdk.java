package dev.segue.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds emulators in an installed Google Cloud SDK; `gcloud info` would take seconds. */
final class CloudSdk {
  private final Map<String, String> environment;
  private final List<Path> usualPlaces;

  CloudSdk(Map<String, String> environment) {
    this(
        environment,
        List.of(
            Path.of("/usr/lib/google-cloud-sdk"),
            Path.of("/usr/share/google-cloud-sdk"),
            Path.of("/opt/google-cloud-sdk"),
            Path.of("/snap/google-cloud-sdk/current"),
            Path.of("/opt/homebrew/share/google-cloud-sdk"),
            Path.of("/usr/local/share/google-cloud-sdk"),
            Path.of(environment.getOrDefault("HOME", ""), "google-cloud-sdk")));
  }

  CloudSdk(Map<String, String> environment, List<Path> usualPlaces) {
    this.environment = environment;
    this.usualPlaces = usualPlaces;
  }

  Optional<Path> jarOf(EmulatorKind emulator) {
    return Stream.of(named(), besideGcloud(), usualPlaces.stream())
        .flatMap(roots -> roots)
        .map(root -> root.resolve("platform").resolve(emulator.component()))
        .flatMap(folder -> jarIn(folder, emulator).stream())
        .findFirst();
  }

  /** The emulator's jar anywhere below a folder. */
  static Optional<Path> jarIn(Path folder, EmulatorKind emulator) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    var wanted = folder.getFileSystem().getPathMatcher("glob:" + emulator.jarPattern());
    try (var files = Files.walk(folder)) {
      return files.filter(file -> wanted.matches(file.getFileName())).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(folder), e);
    }
  }

  private Stream<Path> named() {
    return Stream.of(environment.getOrDefault("CLOUDSDK_ROOT_DIR", ""))
        .filter(root -> !root.isEmpty())
        .map(Path::of);
  }

  /** The SDK of each `gcloud` on the PATH, which may be a link to `<sdk>/bin/gcloud`. */
  private Stream<Path> besideGcloud() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(environment.getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "gcloud"))
        .filter(Files::isExecutable)
        .map(CloudSdk::resolved)
        .map(gcloud -> gcloud.resolve("../..").normalize());
  }

  private static Path resolved(Path link) {
    try {
      return link.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot follow %s".formatted(link), e);
    }
  }
}
