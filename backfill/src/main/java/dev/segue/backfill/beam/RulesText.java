package dev.segue.backfill.beam;

import dev.segue.config.RulesFile;
import dev.segue.segment.Rules;
import java.io.Serializable;

/** Rules as they stand in a file, which workers elsewhere do not have. */
public record RulesText(String file, String text) implements Serializable {
  public Rules parse() {
    return RulesFile.parse(file, text);
  }
}
