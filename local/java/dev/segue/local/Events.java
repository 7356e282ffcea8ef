package dev.segue.local;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Firestore's events, as Eventarc delivers them. */
public final class Events {
  public static final String WRITTEN = "google.cloud.firestore.document.v1.written";
  public static final OffsetDateTime TIME = OffsetDateTime.parse("2026-01-02T00:00:00.123456Z");

  private Events() {}

  /** Returns the data of a document's creation. */
  public static DocumentEventData created(String document, String status) {
    return DocumentEventData.newBuilder()
        .setValue(
            Document.newBuilder()
                .setName(document)
                .putFields(
                    "subscription_status", Value.newBuilder().setStringValue(status).build()))
        .build();
  }

  /** Returns the data of the deletion of a document that was last written at {@code version}. */
  public static DocumentEventData deleted(String document, Instant version) {
    var updateTime =
        Timestamp.newBuilder().setSeconds(version.getEpochSecond()).setNanos(version.getNano());
    return DocumentEventData.newBuilder()
        .setOldValue(Document.newBuilder().setName(document).setUpdateTime(updateTime))
        .build();
  }

  public static CloudEvent written(DocumentEventData data) {
    return event(WRITTEN, data.toByteArray());
  }

  /** Returns an event with this body, of {@code null} for none. */
  public static CloudEvent event(String type, byte[] body) {
    var event =
        CloudEventBuilder.v1()
            .withId("event-1")
            .withSource(
                URI.create("//firestore.googleapis.com/projects/demo-segue/databases/(default)"))
            .withType(type)
            .withTime(TIME)
            .withDataContentType("application/protobuf");
    return body == null ? event.build() : event.withData(body).build();
  }
}
