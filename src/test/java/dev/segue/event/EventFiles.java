package dev.segue.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.protobuf.TextFormat;
import java.io.IOException;

/** Event data kept as text under {@code events/} of the test resources. */
public final class EventFiles {
  private EventFiles() {}

  /** Returns the data in {@code events/NAME.txtpb}. */
  public static DocumentEventData read(String name) throws IOException {
    var text = Resources.toString(Resources.getResource("events/" + name + ".txtpb"), UTF_8);
    return TextFormat.parse(text, DocumentEventData.class);
  }
}
