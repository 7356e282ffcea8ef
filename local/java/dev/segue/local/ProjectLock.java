package dev.segue.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two runs from using one project of an emulator. The system releases it if we die. */
final class ProjectLock implements AutoCloseable {
  private final FileChannel file;

  private ProjectLock(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the lock of a project on the emulator at `host:port`.
   *
   * @throws IllegalStateException if another run has it
   */
  static ProjectLock of(String host, String project) {
    var name = "segue-%s-%s.lock".formatted(host, project).replaceAll("[^\\w.-]", "_");
    var path = Path.of(System.getProperty("java.io.tmpdir"), name);
    try {
      var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isLocked(file)) {
        return new ProjectLock(file);
      }
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock %s".formatted(path), e);
    }
    throw new IllegalStateException(
        "another run uses project %s on the emulators: end it, or set GOOGLE_CLOUD_PROJECT to another project"
            .formatted(project));
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
