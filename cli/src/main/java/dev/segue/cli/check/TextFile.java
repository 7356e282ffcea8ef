package dev.segue.cli.check;

import dev.segue.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that an option names.
 *
 * @param name what to call it in messages
 */
record TextFile(String name, String text) {

  static TextFile read(String option, Path file) {
    try {
      return new TextFile(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "%s is '%s', which cannot be read: %s".formatted(option, file, e));
    }
  }
}
