package dev.segue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import dev.segue.local.EventRequest;
import io.cloudevents.CloudEvent;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Delivers events of a test's own making, once, and returns the answer's status. */
final class Deliveries {
  private Deliveries() {}

  /** As Eventarc does. */
  static int binary(URI function, CloudEvent event) throws IOException {
    var headers = new HashMap<String, String>();
    for (var name : event.getAttributeNames()) {
      headers.put("ce-" + name, raw(event.getAttribute(name)));
    }
    for (var name : event.getExtensionNames()) {
      headers.put("ce-" + name, raw(event.getExtension(name)));
    }
    headers.remove("ce-datacontenttype");
    headers.put("content-type", event.getDataContentType());
    var body =
        event.getData() == null ? ByteString.EMPTY : ByteString.copyFrom(event.getData().toBytes());
    return new EventRequest(headers, body).post(function);
  }

  /** Everything in the body, in JSON. */
  static int structured(URI function, CloudEvent event) throws IOException {
    return new EventRequest(
            Map.of("content-type", JsonFormat.CONTENT_TYPE),
            ByteString.copyFrom(new JsonFormat().serialize(event)))
        .post(function);
  }

  /** Firestore puts UTF-8 into headers, of which every byte is taken for a character. */
  private static String raw(Object value) {
    return new String(value.toString().getBytes(UTF_8), ISO_8859_1);
  }
}
