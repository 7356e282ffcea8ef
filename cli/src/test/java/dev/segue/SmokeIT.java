package dev.segue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.LocalFunctions;
import dev.segue.local.LocalStack;
import dev.segue.local.LocalStackExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** docs/smoke.sh, on a local stack. */
@ExtendWith(LocalStackExtension.class)
@EnabledIf(
    value = "dev.segue.Shell#isUsable",
    disabledReason = "bash, curl, jq or gcloud is not installed")
class SmokeIT {
  @Test
  void all_holds_of_a_new_segue(LocalStack stack, @TempDir Path folder) throws Exception {
    var exports = String.join("\n", LocalFunctions.of(stack).exports());
    var script = Path.of("docs", "smoke.sh").toAbsolutePath();

    assertThat(new Shell(folder, exports).run("'%s'".formatted(script)).lines())
        .hasSize(10)
        .filteredOn(line -> line.startsWith("ok  "))
        .hasSize(9);
  }
}
