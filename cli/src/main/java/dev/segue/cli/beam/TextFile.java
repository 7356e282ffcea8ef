package dev.segue.cli.beam;

import dev.segue.config.ConfigurationException;
import dev.segue.config.RulesFile;
import dev.segue.segment.Rules;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The contents of a file, such as rules, which workers on other machines do not have.
 *
 * @param name the file's name in messages
 */
public record TextFile(String name, String text) implements Serializable {

  /**
   * Reads a file.
   *
   * @param setting the option or variable that names it
   * @throws ConfigurationException if it cannot be read
   */
  public static TextFile read(String setting, Path file) {
    try {
      return new TextFile(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "%s is '%s', which cannot be read: %s".formatted(setting, file, e));
    }
  }

  /**
   * Returns the rules in the text. They are parsed once per worker, because compiling conditions is
   * slow.
   *
   * @throws ConfigurationException naming file, line, column and fault
   */
  public Rules rules() {
    return PerWorker.share(this, () -> RulesFile.parse(name, text));
  }
}
