package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DeployedClassPathIT {
  @Test
  void nothing_of_plan_and_backfill_and_of_tests_reaches_the_functions() throws IOException {
    try (var jars = Files.list(Path.of("target", "dependency"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .anyMatch(jar -> jar.contains("google-cloud-firestore"))
          .noneMatch(
              jar -> jar.matches(".*(beam|dataflow|picocli|progressbar|selenium|axe|jdk14).*"));
    }
  }
}
