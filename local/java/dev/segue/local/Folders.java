package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for log files and downloads. */
final class Folders {
  private Folders() {}

  /** The folder, which is there from now on. */
  static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create %s".formatted(folder), e);
    }
  }
}
