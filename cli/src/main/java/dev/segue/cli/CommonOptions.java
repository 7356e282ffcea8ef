package dev.segue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import dev.segue.cli.beam.RulesText;
import dev.segue.cli.plan.Plan;
import dev.segue.cli.plan.Plans;
import dev.segue.config.ConfigurationException;
import dev.segue.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both commands take. */
final class CommonOptions {
  private static final String PACKAGED_RULES = "segments.yaml";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description =
          "The rules that users shall follow; else those of SEGUE_RULES, else the packaged ones.")
  Path rules;

  @Option(
      names = "--recent",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Leave users who were written, or moved by time, less than this ago to that event, or to"
              + " the sweep"
              + " (default: ${DEFAULT-VALUE}).")
  int recentSeconds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "Where files go (default: the current folder).")
  Path out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  boolean help;

  /** Arguments that are no option of ours; {@link Main} has picocli hand them over. */
  @Parameters(arity = "0..*", hidden = true)
  List<String> beam = new ArrayList<>();

  /**
   * Returns what is for Beam.
   *
   * @throws ConfigurationException naming an argument that can be none of its options
   */
  List<String> beamOptions() {
    for (var option : beam) {
      if (!option.startsWith("--")) {
        throw new ConfigurationException("'%s' is no option".formatted(option));
      }
    }
    return beam;
  }

  Duration recent() {
    if (recentSeconds < 0) {
      throw new ConfigurationException("--recent is %d, which is no time".formatted(recentSeconds));
    }
    return Duration.ofSeconds(recentSeconds);
  }

  /** Returns the rules of today. */
  static RulesText current(Map<String, String> environment) {
    var file = Settings.from(environment).rules();
    return file.isPresent() ? read("SEGUE_RULES", file.get()) : packaged();
  }

  RulesText next(RulesText current) {
    return rules == null ? current : read("--rules", rules);
  }

  static Plan.RuleSets ruleSets(RulesText current, RulesText next) {
    return new Plan.RuleSets(
        Plans.ruleSet(current.file(), current.rules()), Plans.ruleSet(next.file(), next.rules()));
  }

  private static RulesText read(String setting, Path file) {
    try {
      return checked(new RulesText(file.toString(), Files.readString(file)));
    } catch (IOException e) {
      throw new ConfigurationException(
          "%s is '%s', which cannot be read: %s".formatted(setting, file, e));
    }
  }

  private static RulesText packaged() {
    try {
      var resource = Resources.getResource(Settings.class, "/" + PACKAGED_RULES);
      return checked(new RulesText(PACKAGED_RULES, Resources.toString(resource, UTF_8)));
    } catch (IOException e) {
      throw new ConfigurationException("%s: %s".formatted(PACKAGED_RULES, e));
    }
  }

  private static RulesText checked(RulesText rules) {
    rules.rules();
    return rules;
  }
}
