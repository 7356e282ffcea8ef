package dev.segue.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Takes a running emulator, else starts an installed one, else downloads one. */
record EmulatorStart(
    Map<String, String> environment, Path logs, CloudSdk sdk, EmulatorDownload download) {
  private static final URI DOWNLOADS =
      URI.create("https://storage.googleapis.com/firebase-preview-drop/emulator/");

  EmulatorStart(Map<String, String> environment, Path logs) {
    this(
        environment,
        logs,
        CloudSdk.of(environment),
        new EmulatorDownload(DOWNLOADS, cache(environment).resolve("segue/emulators")));
  }

  /** Returns an emulator that may not be ready yet. */
  Emulator of(EmulatorKind kind, List<String> arguments) {
    var running = environment.getOrDefault(kind.hostSetting(), "");
    if (!running.isEmpty()) {
      return Emulator.at(running);
    }
    var jar = sdk.jarOf(kind).orElseGet(() -> downloaded(kind));
    var port = PortLease.of(environment, kind.portSetting());
    return Emulator.start(kind, jar, port, arguments, logs);
  }

  private Path downloaded(EmulatorKind kind) {
    try {
      return download.jarOf(kind.release());
    } catch (IOException e) {
      throw new IllegalStateException(
          """
          No %s emulator is set, none is installed, and it cannot be downloaded: %s.
          One of these helps:
            - start one yourself, and set %s to its host:port;
            - install the Google Cloud SDK, then run: gcloud components install %s;
            - download %s to %s, or make that host reachable.\
          """
              .formatted(
                  kind.title(),
                  e,
                  kind.hostSetting(),
                  kind.component(),
                  download.uriOf(kind.release()),
                  download.folder().resolve(kind.release().jar())),
          e);
    }
  }

  private static Path cache(Map<String, String> environment) {
    var set = environment.getOrDefault("XDG_CACHE_HOME", "");
    return set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
  }
}
