package dev.segue.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import dev.segue.cli.beam.TextFile;
import dev.segue.cli.plan.RuleSets;
import dev.segue.config.ConfigurationException;
import dev.segue.config.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options of both {@code plan} and {@code backfill}. */
final class CommonOptions {
  private static final String PACKAGED_RULES = "segments.yaml";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "The next rules (default: the current ones, of SEGUE_RULES or packaged).")
  Path rules;

  @Option(
      names = "--recent",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "Leave users written, or moved by time, less than this ago to their event or the sweep"
              + " (default: ${DEFAULT-VALUE}).")
  int recentSeconds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "The folder for files (default: the current one).")
  Path out;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** Arguments that picocli does not match. */
  @Parameters(arity = "0..*", hidden = true)
  List<String> beam = new ArrayList<>();

  /**
   * Returns the options for Beam.
   *
   * @throws ConfigurationException naming an argument that is not an option
   */
  List<String> beamOptions() {
    for (var option : beam) {
      if (!option.startsWith("--")) {
        throw new ConfigurationException("'%s' is not an option".formatted(option));
      }
    }
    return beam;
  }

  Duration recent() {
    if (recentSeconds < 0) {
      throw new ConfigurationException(
          "--recent is %s, which is negative".formatted(recentSeconds));
    }
    return Duration.ofSeconds(recentSeconds);
  }

  /** Returns the current rules. */
  static TextFile current(Map<String, String> environment) {
    var file = Settings.from(environment).rules();
    return file.isPresent() ? TextFile.read("SEGUE_RULES", file.get()) : packaged();
  }

  /**
   * Returns the rules to follow.
   *
   * @throws ConfigurationException if they follow another collection of users
   */
  TextFile next(TextFile current) {
    var next = rules == null ? current : TextFile.read("--rules", rules);
    checkUsers(current, next);
    return next;
  }

  /** Users of another collection would lose their segments, or get their first. */
  private static void checkUsers(TextFile current, TextFile next) {
    var today = current.rules().users().path();
    var later = next.rules().users().path();
    if (!later.equals(today)) {
      throw new ConfigurationException(
          "%s has users in '%s', and %s in '%s', so no user can be compared: deploy %s first, then run this with SEGUE_RULES=%s"
              .formatted(current.name(), today, next.name(), later, next.name(), next.name()));
    }
  }

  static RuleSets ruleSets(TextFile current, TextFile next) {
    return new RuleSets(
        RuleSets.RuleSet.of(current.name(), current.rules()),
        RuleSets.RuleSet.of(next.name(), next.rules()));
  }

  private static TextFile packaged() {
    try {
      var resource = Resources.getResource(Settings.class, "/" + PACKAGED_RULES);
      return new TextFile(PACKAGED_RULES, Resources.toString(resource, UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException("%s: %s".formatted(PACKAGED_RULES, e));
    }
  }
}
