package dev.segue;

import dev.segue.config.ConfigurationException;
import dev.segue.config.Settings;
import dev.segue.logging.JsonLog;
import dev.segue.logging.JsonLog.Severity;
import java.util.Map;
import java.util.function.BiFunction;

/** Where a function finds its settings, and where it writes its log. */
final class Environment {
  private Environment() {}

  /**
   * Returns what {@code wiring} makes of the settings and the log.
   *
   * @throws ConfigurationException where a setting or the rules are wrong; logged, too, because the
   *     framework would bury it in stack traces
   */
  static <T> T wire(BiFunction<Settings, JsonLog, T> wiring) {
    var output = new JsonLog(System.out);
    try {
      return wiring.apply(Settings.from(System.getenv()), output);
    } catch (ConfigurationException e) {
      output.write(Severity.CRITICAL, e.getMessage(), Map.of());
      throw e;
    }
  }
}
