package dev.segue.subscribers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.Maps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/schemas/README.md says may change of the topic's schema. */
class SchemaEvolutionTest {
  private static final Path CURRENT = Path.of("src", "main", "avro", "segment-change.avsc");
  private static final Path RELEASED = Path.of("docs", "schemas");

  private static final String SCORE = "{\"name\": \"score\", \"type\": \"long\", \"default\": 0}";

  /** The limit of Pub/Sub, in characters. */
  private static final int LONGEST_DEFINITION = 300_000;

  /** Pub/Sub keeps no more revisions of a schema. */
  private static final int MOST_REVISIONS = 20;

  @ParameterizedTest
  @MethodSource("released")
  void the_schema_breaks_neither_readers_nor_writers_of_a_release(Path released)
      throws IOException {
    assertThat(objections(schema(released), schema(CURRENT))).isEmpty();
  }

  @Test
  void released_schemas_are_numbered_without_gaps_and_no_more_than_pubsub_keeps()
      throws IOException {
    assertThat(released().stream().map(file -> file.getFileName().toString()))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, released().size()).mapToObj("%d.avsc"::formatted).toList())
        .hasSizeBetween(1, MOST_REVISIONS);
  }

  /** Replaces a text of the schema by another. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a field less             | {"name": "event_id",   | {"name": "event",          | old schema cannot read
          a field without default  | {"name": "revision",   | {"name": "score", "type": "long"}, {"name": "revision", | new schema cannot read
          a name, with its alias   | {"name": "rules",      | {"name": "rule_hash", "aliases": ["rules"], | old schema cannot read
          a wider type             | "revision", "type": "long" | "revision", "type": "double" | old schema cannot read
          a narrower type          | "revision", "type": "long" | "revision", "type": "int"    | new schema cannot read
          text as bytes            | "cause", "type": "string" | "cause", "type": "bytes"      | cause was string, is bytes
          another unit of time     | timestamp-micros       | timestamp-millis           | changed_at was timestamp-micros, is timestamp-millis
          no unit of time          | , "logicalType": "timestamp-micros" | ``            | changed_at was timestamp-micros, is long
          null allowed             | "segment", "type": "string" | "segment", "type": ["string", "null"] | segment is a union
          a nested field less      | {"name": "rule",       | {"name": "matched",        | old schema cannot read
          a nested type            | "rule", "type": "string" | "rule", "type": "bytes"  | reason.rule was string, is bytes
          another record           | ReasonMessage          | WhyMessage                 | reason was dev.segue.pubsub.ReasonMessage
          """)
  void a_change_that_breaks_a_reader_or_writer_is_refused(
      String change, String from, String to, String objection) throws IOException {
    assertThat(objections(from, to)).anySatisfy(it -> assertThat(it).contains(objection));
  }

  @Test
  void what_lists_hold_does_not_change_its_type_either() throws IOException {
    var values =
        """
        {"name": "values", "type": {"type": "array", "items": "string"}, "default": []}, {"name": "rules\"""";
    var with = Files.readString(CURRENT).replace("{\"name\": \"rules\"", values);
    var released = new Schema.Parser().parse(with);
    var next =
        new Schema.Parser().parse(with.replace("\"items\": \"string\"", "\"items\": \"bytes\""));

    assertThat(objections(released, released)).isEmpty();
    assertThat(objections(released, next)).containsExactly("values[] was string, is bytes");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a field with a default  | {"name": "revision", | {"name": "score", "type": "long", "default": 0}, {"name": "revision",
          a nested one            | {"name": "rule",     | {"name": "why", "type": "string", "default": ""}, {"name": "rule",
          another description     | Short hash           | Hash
          """)
  void a_compatible_change_is_allowed(String change, String from, String to) throws IOException {
    assertThat(objections(from, to)).isEmpty();
  }

  @Test
  void a_field_that_had_a_default_may_leave() throws IOException {
    assertThat(objections(withScore(), schema(CURRENT))).isEmpty();
  }

  @Test
  void the_json_of_a_message_is_read_by_its_own_schema_and_by_no_newer_one() throws IOException {
    var old = schema(CURRENT);
    var next = withScore();
    var message = json(old, (GenericRecord) new RandomData(old, 1, 1L, true).iterator().next());

    assertThat(new GenericDatumReader<GenericRecord>(old, next).read(null, decoder(old, message)))
        .satisfies(read -> assertThat(read.get("score")).isEqualTo(0L));
    assertThatExceptionOfType(AvroTypeException.class)
        .isThrownBy(
            () -> new GenericDatumReader<GenericRecord>(next).read(null, decoder(next, message)));
  }

  static List<Path> released() throws IOException {
    try (var files = Files.list(RELEASED)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    }
  }

  private static List<String> objections(String from, String to) throws IOException {
    var text = Files.readString(CURRENT);
    assertThat(text).contains(from);
    return objections(
        schema(CURRENT), new Schema.Parser().parse(text.replace(from, to == null ? "" : to)));
  }

  /**
   * Returns what the change would break.
   *
   * <p>Pub/Sub accepts a revision that can read and be read by the one before, by Avro's rules.
   * They allow changes of a logical type and of text to bytes, which a column of BigQuery does not.
   */
  private static List<String> objections(Schema released, Schema next) {
    var objections = new ArrayList<String>();
    addIncompatibilities("the new schema cannot read old messages", next, released, objections);
    addIncompatibilities("the old schema cannot read new messages", released, next, objections);
    addFields("", released, next, objections);
    if (next.toString().length() > LONGEST_DEFINITION) {
      objections.add("longer than %s characters".formatted(LONGEST_DEFINITION));
    }
    return objections;
  }

  private static void addIncompatibilities(
      String breach, Schema reader, Schema writer, List<String> objections) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
    if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
      result
          .getIncompatibilities()
          .forEach(it -> objections.add("%s: %s".formatted(breach, it.getMessage())));
    }
  }

  private static void addFields(
      String path, Schema released, Schema next, List<String> objections) {
    var before = Maps.uniqueIndex(released.getFields(), Schema.Field::name);
    for (var field : next.getFields()) {
      var old = before.get(field.name());
      addTypes(path + field.name(), old == null ? null : old.schema(), field.schema(), objections);
    }
  }

  /**
   * @param old null if the field is new
   */
  private static void addTypes(String name, Schema old, Schema next, List<String> objections) {
    if (next.getType() == Schema.Type.UNION) {
      objections.add("%s is a union, which is {\"type\": value} in JSON".formatted(name));
    } else if (old != null && !Objects.equals(type(old), type(next))) {
      objections.add("%s was %s, is %s".formatted(name, type(old), type(next)));
    } else if (old != null && next.getType() == Schema.Type.RECORD) {
      addFields(name + ".", old, next, objections);
    } else if (old != null && next.getType() == Schema.Type.ARRAY) {
      addTypes(name + "[]", old.getElementType(), next.getElementType(), objections);
    }
  }

  private static String type(Schema schema) {
    var type =
        schema.getType() == Schema.Type.RECORD ? schema.getFullName() : schema.getType().getName();
    return schema.getLogicalType() == null ? type : schema.getLogicalType().getName();
  }

  /** The schema with one more field, which has a default. */
  private static Schema withScore() throws IOException {
    return new Schema.Parser()
        .parse(
            Files.readString(CURRENT)
                .replace("{\"name\": \"rules\"", SCORE + ", {\"name\": \"rules\""));
  }

  /** In Avro's JSON encoding, which is the topic's. */
  private static String json(Schema schema, GenericRecord message) throws IOException {
    var json = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().jsonEncoder(schema, json);
    new GenericDatumWriter<>(schema).write(message, encoder);
    encoder.flush();
    return json.toString(UTF_8);
  }

  private static Decoder decoder(Schema schema, String json) throws IOException {
    return DecoderFactory.get().jsonDecoder(schema, json);
  }

  private static Schema schema(Path file) throws IOException {
    return new Schema.Parser().parse(Files.readString(file));
  }
}
