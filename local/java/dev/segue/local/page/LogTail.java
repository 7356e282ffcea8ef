package dev.segue.local.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads new lines of a file. */
final class LogTail {
  private final Path file;
  private long read;

  LogTail(Path file) {
    this.file = file;
  }

  /** Returns the complete lines since the last call. */
  List<String> lines() throws IOException {
    if (Files.size(file) <= read) {
      return List.of();
    }
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      var added = new byte[(int) Math.min(open.length() - read, 1 << 20)];
      open.seek(read);
      open.readFully(added);
      int end = added.length;
      while (end > 0 && added[end - 1] != '\n') {
        end--;
      }
      read += end;
      return new String(added, 0, end, UTF_8).lines().toList();
    }
  }
}
