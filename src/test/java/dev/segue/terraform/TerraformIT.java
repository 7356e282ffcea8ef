package dev.segue.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** All that can be checked of `terraform/` without a Google account. */
@EnabledIfEnvironmentVariable(
    named = "TERRAFORM",
    matches = ".+",
    disabledReason = "TERRAFORM names no terraform with its providers")
class TerraformIT {
  private static final Path OUTPUT = Path.of("target", "terraform-test.log");
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @Test
  void format_validation_and_tests_pass() throws IOException, InterruptedException {
    var status =
        new Command(Path.of("")).writeTo(OUTPUT).run(PATIENCE, "bash", "terraform/test.sh");

    assertThat(status).as(Files.readString(OUTPUT)).isZero();
    assertThat(Files.readString(OUTPUT)).containsPattern("[1-9]\\d* passed, 0 failed");
  }
}
