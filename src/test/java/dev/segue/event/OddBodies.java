package dev.segue.event;

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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Draws malformed bodies, and events about unusual documents. */
final class OddBodies {
  private static final int DEEPEST = 100;
  private static final int LARGEST = 2_000_000;
  private static final int MOST = 10_000;

  private static final List<String> IDS =
      List.of("alice", "", ".", "..", "____", "__x__", "a/b", "é".repeat(750), "é".repeat(751));

  private OddBodies() {}

  static byte[] draw(Draw draw) {
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
      case 1 -> OddEvents.USERS.replace("users", "segments") + "/" + id;
      case 2 -> OddEvents.USERS + id;
      default -> OddEvents.USERS + "/" + id;
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
