package dev.segue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files that a command writes for its user. */
record OutputFiles(Path folder) {
  /** The contents of a file, which may be larger than the memory. */
  interface Source {
    InputStream open() throws IOException;
  }

  Path path(String name) {
    return folder.resolve(name).normalize();
  }

  /** Writes each file as a whole; if one cannot be written, leaves all as they were. */
  void write(Map<String, Source> files) {
    var parts = new LinkedHashMap<Path, Path>();
    try {
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        var part = path(file.getKey() + ".part");
        parts.put(part, path(file.getKey()));
        try (var in = file.getValue().open()) {
          Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      for (var part : parts.entrySet()) {
        Files.move(part.getKey(), part.getValue(), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      parts.keySet().forEach(OutputFiles::discard);
      throw new UncheckedIOException("cannot write to %s".formatted(folder), e);
    }
  }

  /** Deletes the file of an earlier run. */
  void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete %s".formatted(path(name)), e);
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The write's own failure is reported.
    }
  }
}
