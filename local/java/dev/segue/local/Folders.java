package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for log files and downloads. */
final class Folders {
  private Folders() {}

  /** Creates a folder unless it exists, and returns it. */
  static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create %s".formatted(folder), e);
    }
  }
}
