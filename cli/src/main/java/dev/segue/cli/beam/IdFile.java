package dev.segue.cli.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.FileSystems;

/** The ids of one range to recompute, as lines of JSON, because ids may contain line breaks. */
final class IdFile implements Closeable {
  private final Writer writer;

  private IdFile(Writer writer) {
    this.writer = writer;
  }

  /** Creates or replaces the file of a number. */
  static IdFile create(String folder, int number) throws IOException {
    var file = FileSystems.matchNewResource(name(folder, number), false);
    return new IdFile(
        new BufferedWriter(
            new OutputStreamWriter(
                Channels.newOutputStream(FileSystems.create(file, "application/x-ndjson")),
                UTF_8)));
  }

  void write(String id) {
    try {
      writer.write(Json.write(id));
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  static void read(String folder, int number, Consumer<String> ids) throws IOException {
    var file = FileSystems.matchNewResource(name(folder, number), false);
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(FileSystems.open(file)), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        ids.accept(Json.read(line, String.class));
      }
    }
  }

  /** Returns how many files there are. */
  static int count(String folder) {
    try {
      return FileSystems.match(folder + "/ids-*.ndjson").metadata().size();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  private static String name(String folder, int number) {
    return String.format(Locale.ROOT, "%s/ids-%06d.ndjson", folder, number);
  }
}
