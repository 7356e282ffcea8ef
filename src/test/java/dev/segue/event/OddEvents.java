package dev.segue.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.events.cloud.firestore.v1.ArrayValue;
import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.MapValue;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnknownFieldSet;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.OddBytes;
import dev.segue.fuzz.OddText;
import dev.segue.local.Events;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Draws unusual events, as the framework would make them of a request. */
public final class OddEvents {
  /** The collection of most of the documents. */
  public static final String USERS = "projects/demo-segue/databases/(default)/documents/users";

  private static final List<String> TYPES =
      List.of("x", Events.WRITTEN + "\n", "google.cloud.firestore.document.v1.read");

  private static final List<String> TIMES =
      List.of(
          "-999999999-01-01T00:00:00+18:00",
          "+999999999-12-31T23:59:59.999999999-18:00",
          "2026-01-02T00:00:00Z");

  /** Escapes everything outside ASCII, so that unpaired surrogates can be written. */
  private static final JsonMapper ESCAPING =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final int DEEPEST = 100;
  private static final int LARGEST = 2_000_000;
  private static final int MOST = 10_000;

  private static final List<String> IDS =
      List.of("alice", "", ".", "..", "____", "__x__", "a/b", "é".repeat(750), "é".repeat(751));

  private OddEvents() {}

  public static CloudEvent draw(Draw draw) {
    return draw.once(8) ? structured(draw) : binary(draw);
  }

  private static CloudEvent binary(Draw draw) {
    var event = Events.event(type(draw), draw.once(40) ? null : body(draw));
    return draw.once(4)
        ? CloudEventBuilder.v1(event).withDataContentType("application/json").build()
        : event;
  }

  /** Only this mode allows attributes of any length, and unpaired surrogates. */
  private static CloudEvent structured(Draw draw) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", draw.oneOf(List.of("0.3", "1.0")));
    json.put("id", "id" + OddText.draw(draw));
    json.put(
        "source", draw.oneOf(List.of("//é", "/\ud83d", "x:/" + "%20".repeat(draw.size(9_000)))));
    json.put("type", type(draw));
    json.put("time", draw.oneOf(TIMES));
    json.put("subject", "subject" + OddText.draw(draw));
    if (draw.once(20)) {
      json.put("huge", "x".repeat(9_000_000 + draw.below(2_000_000)));
    }
    for (int i = draw.size(40); i > 0; i--) {
      json.put("odd" + i, OddText.draw(draw));
    }
    switch (draw.below(3)) {
      case 0 -> json.put("data_base64", body(draw));
      case 1 -> json.put("data", OddText.draw(draw));
      default -> json.put("datacontenttype", "application/json").putNull("data");
    }
    try {
      return new JsonFormat().deserialize(ESCAPING.writeValueAsBytes(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String type(Draw draw) {
    return draw.once(12)
        ? draw.oneOf(List.of(draw.oneOf(TYPES), "x" + OddText.draw(draw)))
        : Events.WRITTEN;
  }

  /** Draws malformed bodies, and events about unusual documents. */
  private static byte[] body(Draw draw) {
    return switch (draw.below(8)) {
      case 0 -> draw.bytes(draw.size(2_000));
      case 1 -> groups(draw.size(MOST));
      case 2, 3, 4 -> OddBytes.mutate(draw, event(draw).toByteArray());
      default -> event(draw).toByteArray();
    };
  }

  /** Begins nested groups and ends none. */
  private static byte[] groups(int depth) {
    var groups = new byte[depth];
    Arrays.fill(groups, (byte) (9 << 3 | 3));
    return groups;
  }

  private static DocumentEventData event(Draw draw) {
    var event = DocumentEventData.newBuilder();
    var name = name(draw);
    if (!draw.once(4)) {
      event.setValue(document(draw, name));
    }
    if (draw.once(2)) {
      event.setOldValue(document(draw, draw.once(10) ? name(draw) : name));
    }
    if (draw.once(10)) {
      event.getUpdateMaskBuilder().addAllFieldPaths(Collections.nCopies(draw.size(MOST), ""));
    }
    return event.build();
  }

  private static Document document(Draw draw, String name) {
    var document =
        Document.newBuilder().setName(name).putFields("subscription_status", status(draw));
    if (draw.once(2)) {
      document.setUpdateTime(
          Timestamp.newBuilder()
              .setSeconds(
                  draw.oneOf(List.of(0L, -1L, 1_767_312_000L, Long.MAX_VALUE, Long.MIN_VALUE)))
              .setNanos(draw.oneOf(List.of(0, -1, 123_456_000, Integer.MAX_VALUE))));
    }
    if (draw.once(10)) {
      document.putFields(OddText.wellFormed(draw), nested(draw.size(DEEPEST)));
    }
    if (draw.once(10)) {
      document.putFields("many", many(draw));
    }
    if (draw.once(20)) {
      document.putFields("large", text("x".repeat(draw.size(LARGEST))));
    }
    if (draw.once(20)) {
      document.setUnknownFields(unknown(draw.size(MOST / 10)));
    }
    return document.build();
  }

  private static String name(Draw draw) {
    var id = draw.once(2) ? draw.oneOf(IDS) : OddText.wellFormed(draw);
    return switch (draw.below(8)) {
      case 0 -> id;
      case 1 -> USERS.replace("users", "segments") + "/" + id;
      case 2 -> USERS + id;
      default -> USERS + "/" + id;
    };
  }

  private static Value status(Draw draw) {
    return switch (draw.below(16)) {
      case 0 -> nested(draw.size(DEEPEST));
      case 1 -> Value.getDefaultInstance();
      case 2 -> text(OddText.wellFormed(draw));
      default -> text(draw.oneOf(List.of("active", "canceled")));
    };
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  private static Value nested(int depth) {
    var value = Value.newBuilder().setBooleanValue(true).build();
    for (int i = 0; i < depth; i++) {
      value = Value.newBuilder().setMapValue(MapValue.newBuilder().putFields("", value)).build();
    }
    return value;
  }

  private static Value many(Draw draw) {
    var value = Value.newBuilder().setUnknownFields(unknown(draw.size(1))).build();
    var values = Collections.nCopies(draw.size(MOST), value);
    return Value.newBuilder().setArrayValue(ArrayValue.newBuilder().addAllValues(values)).build();
  }

  private static UnknownFieldSet unknown(int count) {
    var fields = UnknownFieldSet.newBuilder();
    for (int i = 0; i < count; i++) {
      fields.addField(15 + i, UnknownFieldSet.Field.newBuilder().addVarint(i).build());
    }
    return fields.build();
  }
}
