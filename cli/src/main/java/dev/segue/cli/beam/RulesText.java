package dev.segue.cli.beam;

import dev.segue.config.ConfigurationException;
import dev.segue.config.RulesFile;
import dev.segue.segment.Rules;
import java.io.Serializable;

/** Rules as they stand in a file, which workers elsewhere do not have. */
public record RulesText(String file, String text) implements Serializable {
  /**
   * Returns the rules that the text holds; parsed once a worker, for conditions take long to be
   * compiled.
   *
   * @throws ConfigurationException naming file, line, column and fault
   */
  public Rules rules() {
    return PerWorker.share(this, () -> RulesFile.parse(file, text));
  }
}
