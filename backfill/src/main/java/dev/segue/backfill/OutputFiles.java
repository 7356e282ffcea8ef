package dev.segue.backfill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files for whoever runs a command: each there as a whole, or as it was before. */
record OutputFiles(Path folder) {

  Path path(String name) {
    return folder.resolve(name).normalize();
  }

  void write(String name, byte[] content) {
    try {
      Files.createDirectories(folder);
      var part = Files.createTempFile(folder, name, ".part");
      try {
        Files.write(part, content);
        Files.move(
            part, path(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(path(name)), e);
    }
  }

  /** Takes away what an earlier run left. */
  void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete %s".formatted(path(name)), e);
    }
  }
}
