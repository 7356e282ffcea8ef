package dev.segue.terraform;

import com.google.common.base.Suppliers;
import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A run of Terraform's tests; all test classes share one.
 *
 * @param plans by the names of the tests' runs
 */
record TerraformRun(Program.Ended ended, Map<String, Plan> plans) {
  private static final Path PLANS = Path.of("target", "terraform-plans.json");

  /** The log of what was applied, of level INFO. */
  static final Path LOG = Path.of("target", "terraform-plans.json.log");

  private static final Supplier<TerraformRun> SHARED = Suppliers.memoize(TerraformRun::run);

  static TerraformRun shared() {
    return SHARED.get();
  }

  private static TerraformRun run() {
    var program =
        new Program(Path.of(""), Map.of("PLANS", PLANS.toString()), Duration.ofMinutes(30));
    try {
      var ended = program.run("bash", "terraform/test.sh", "test");
      return new TerraformRun(ended, Plan.read(PLANS));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot run Terraform's tests", e);
    }
  }
}
