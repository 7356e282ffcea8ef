package dev.segue.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorStartTest {
  private static final String JAR =
      "platform/cloud-firestore-emulator/cloud-firestore-emulator.jar";

  @TempDir Path folder;

  @Test
  void takes_an_emulator_that_is_running_already() {
    var environment = Map.of("FIRESTORE_EMULATOR_HOST", "127.0.0.1:8080");

    assertThat(start(environment).of(EmulatorKind.FIRESTORE, List.of()).host())
        .isEqualTo("127.0.0.1:8080");
  }

  @Test
  void takes_the_sdk_that_is_named() throws IOException {
    var jar = createFile("sdk/" + JAR);
    var sdk = CloudSdk.of(Map.of("CLOUDSDK_ROOT_DIR", folder.resolve("sdk").toString()));

    assertThat(sdk.jarOf(EmulatorKind.FIRESTORE)).contains(jar);
  }

  @Test
  void takes_the_sdk_that_gcloud_on_the_path_links_to() throws IOException {
    var jar = createFile("sdk/" + JAR);
    var gcloud = createFile("sdk/bin/gcloud");
    assertThat(gcloud.toFile().setExecutable(true)).isTrue();
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("gcloud"), gcloud);
    var sdk = CloudSdk.of(Map.of("PATH", "/nowhere:" + bin));

    assertThat(sdk.jarOf(EmulatorKind.FIRESTORE).orElseThrow()).isEqualTo(jar.toRealPath());
  }

  @Test
  void finds_nothing_in_an_sdk_without_emulators() throws IOException {
    createFile("sdk/platform/bq/bq.py");
    var sdk = new CloudSdk(List.of(folder.resolve("sdk")));

    assertThat(sdk.jarOf(EmulatorKind.PUBSUB)).isEmpty();
  }

  @Test
  void names_three_ways_to_get_one() {
    assertThatThrownBy(() -> start(Map.of()).of(EmulatorKind.PUBSUB, List.of()))
        .hasMessageContaining("set PUBSUB_EMULATOR_HOST")
        .hasMessageContaining("gcloud components install pubsub-emulator")
        .hasMessageContaining("download http://127.0.0.1:1/pubsub-emulator-0.8.35.zip");
  }

  private EmulatorStart start(Map<String, String> environment) {
    return new EmulatorStart(
        environment,
        folder,
        new CloudSdk(List.of()),
        new EmulatorDownload(URI.create("http://127.0.0.1:1/"), folder));
  }

  private Path createFile(String name) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
