package dev.segue.subscribers;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A change of the topic's schema while old messages and readers exist. */
record SchemaChange(Schema released, Schema next) {
  /** The limit of Pub/Sub, in characters. */
  private static final int LONGEST_DEFINITION = 300_000;

  /**
   * Returns what the change would break.
   *
   * <p>Pub/Sub accepts a revision that can read and be read by the one before, by Avro's rules.
   * They allow changes of a logical type and of text to bytes, which a column of BigQuery does not.
   */
  List<String> objections() {
    var objections = new ArrayList<String>();
    addIncompatibilities("the new schema cannot read old messages", next, released, objections);
    addIncompatibilities("the old schema cannot read new messages", released, next, objections);
    addFields("", released, next, objections);
    if (next.toString().length() > LONGEST_DEFINITION) {
      objections.add("longer than %,d characters".formatted(LONGEST_DEFINITION));
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
    var before = fields(released);
    for (var field : next.getFields()) {
      addTypes(path + field.name(), before.get(field.name()), field.schema(), objections);
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

  private static Map<String, Schema> fields(Schema record) {
    return record.getFields().stream().collect(toMap(Schema.Field::name, Schema.Field::schema));
  }

  private static String type(Schema schema) {
    var type =
        schema.getType() == Schema.Type.RECORD ? schema.getFullName() : schema.getType().getName();
    return schema.getLogicalType() == null ? type : schema.getLogicalType().getName();
  }
}
