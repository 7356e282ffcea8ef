package dev.segue.cli.beam;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import org.apache.beam.sdk.io.FileSystems;

/** JSON, in which jobs pass results between workers and to the program that started them. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the file that a job left. */
  static byte[] file(String name) {
    try (var in = open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the job left no " + name, e);
    }
  }

  /** Creates or replaces a file of a job. */
  static PrintWriter create(String name) throws IOException {
    var file =
        FileSystems.create(FileSystems.matchNewResource(name, false), "application/x-ndjson");
    return new PrintWriter(Channels.newOutputStream(file), false, UTF_8);
  }

  /** Opens the file that a job left. */
  static InputStream open(String name) throws IOException {
    return Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(name, false)));
  }
}
