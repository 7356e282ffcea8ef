package dev.segue.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.segue.fuzz.Draw;
import dev.segue.fuzz.OddText;
import dev.segue.local.Events;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
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

  private OddEvents() {}

  public static CloudEvent draw(Draw draw) {
    return draw.once(8) ? structured(draw) : binary(draw);
  }

  private static CloudEvent binary(Draw draw) {
    var event = Events.event(type(draw), draw.once(40) ? null : OddBodies.draw(draw));
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
      case 0 -> json.put("data_base64", OddBodies.draw(draw));
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
}
