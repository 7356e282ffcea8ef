package dev.segue.cli.beam;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.DoFn;

/** Keeps the one result of a job in a file, where the program that started the job finds it. */
final class KeepResult<T extends Serializable> extends DoFn<T, Void> {
  private static final long serialVersionUID = 1L;

  private final String folder;

  KeepResult(String folder) {
    this.folder = folder;
  }

  @ProcessElement
  public void keep(@Element T result) throws IOException {
    var file = FileSystems.matchNewResource(name(folder, result.getClass()), false);
    try (var out =
        new ObjectOutputStream(
            Channels.newOutputStream(FileSystems.create(file, "application/octet-stream")))) {
      out.writeObject(result);
    }
  }

  static <T> T read(String folder, Class<T> type) {
    try (var in =
        new ObjectInputStream(
            Channels.newInputStream(
                FileSystems.open(FileSystems.matchNewResource(name(folder, type), false))))) {
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException("the job left no result in " + folder, e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String name(String folder, Class<?> type) {
    return folder + "/" + type.getSimpleName();
  }
}
