package dev.segue.image;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.firestore.v1.Value;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Every kind of event and request that the functions get, with the status of its answer. */
final class TrainingRequests {
  static final String PROJECT = "demo-segue";

  private static final String USERS =
      "projects/%s/databases/(default)/documents/users/".formatted(PROJECT);

  private final TrainingFirestore database;
  private final HttpClient http = HttpClient.newHttpClient();

  TrainingRequests(TrainingFirestore database) {
    this.database = database;
  }

  /** Delivers events of a user from creation to deletion, in both modes, and invalid events. */
  void deliver(URI segmentUser) throws IOException {
    var id = "user-" + System.nanoTime();
    for (var status : List.of("trialing", "subscribed", "unlisted", "active")) {
      write(id, status);
      post(segmentUser, EventRequest.binary(Events.written(created(id, status))));
      post(segmentUser, EventRequest.structured(Events.written(created(id, status))));
    }
    post(segmentUser, EventRequest.binary(Events.written(unchanged(id))));
    database.delete(USERS + id);
    var deleted = Events.deleted(USERS + id, Instant.EPOCH);
    post(segmentUser, EventRequest.binary(Events.written(deleted)));
    post(segmentUser, EventRequest.binary(Events.event("of.another.type", new byte[] {1})));
    post(segmentUser, EventRequest.binary(Events.event(Events.WRITTEN, new byte[] {1})));
    post(segmentUser, EventRequest.binary(Events.event(Events.WRITTEN, null)));
    deliverSubscriber(segmentUser, "left-behind-" + id);
  }

  /** Writes a subscriber, delivers the event, and returns the answer's status. */
  int deliverSubscriber(URI segmentUser, String id) throws IOException {
    write(id, "active");
    return EventRequest.post(segmentUser, Events.written(created(id, "active")));
  }

  void sweep(URI sweep) throws IOException, InterruptedException {
    send(sweep, "POST", "", 200);
    send(sweep, "POST", "{\"users\": [\"unknown\"]}", 200);
    send(sweep, "POST", "no JSON", 400);
    send(sweep, "GET", "", 405);
  }

  /** Takes seconds, because an empty subscription is pulled again. */
  void replay(URI sweep) throws IOException, InterruptedException {
    send(sweep, "POST", "{\"dead_letters\": \"segment-dead-letters\"}", 200);
  }

  void find(URI findMembers) throws IOException, InterruptedException {
    for (var path :
        List.of(
            "/?segment=subscriber&page_size=1",
            "/members.csv?segment=subscriber",
            "/members.ndjson?segment=subscriber",
            "/segments")) {
      send(findMembers.resolve(path), "GET", "", 200);
    }
    send(findMembers.resolve("/?segment=of-unknown"), "GET", "", 404);
    send(findMembers.resolve("/users?id=unknown"), "GET", "", 404);
  }

  private void write(String id, String status) {
    database.put(USERS + id, Map.of("subscription_status", text(status)));
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }

  private static DocumentEventData created(String id, String status) {
    return Events.created(USERS + id, status);
  }

  private static DocumentEventData unchanged(String id) {
    var data = created(id, "active");
    return data.toBuilder().setOldValue(data.getValue()).build();
  }

  private static void post(URI function, EventRequest event) throws IOException {
    check(function, "an event " + event.headers(), event.post(function), 200);
  }

  private void send(URI uri, String method, String body, int expected)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build();
    check(
        uri,
        method + " " + body,
        http.send(request, BodyHandlers.ofString()).statusCode(),
        expected);
  }

  private static void check(URI uri, String what, int status, int expected) {
    if (status != expected) {
      throw new IllegalStateException(
          "%s answered %s, and not %s, to %s".formatted(uri, status, expected, what));
    }
  }
}
