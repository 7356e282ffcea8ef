package dev.segue.bench;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.segue.firestore.Documents;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/** Users in the database, and their events. */
final class Workload {
  /** What an event makes a function do. */
  enum Kind {
    /** An update that touches nothing the rules read: no RPC. */
    IGNORED,
    /** An event that was handled before: one read. */
    REPEATED,
    /** A user moves: a read, two writes, a publish. */
    CHANGE
  }

  private final LocalStack stack;

  Workload(LocalStack stack) {
    this.stack = stack;
  }

  /** Writes a user, and returns the event. */
  EventRequest change() {
    return change(0);
  }

  /** The same, with this many bytes in a field that the rules do not read. */
  EventRequest change(int bytes) {
    var id = UUID.randomUUID().toString();
    Documents.await(
        stack
            .firestore()
            .collection("users")
            .document(id)
            .set(Map.of("subscription_status", "active")));
    var event = Events.created(name(id), "active").toBuilder();
    event.getValueBuilder().setCreateTime(now()).setUpdateTime(now());
    if (bytes > 0) {
      var notes = Value.newBuilder().setStringValue("x".repeat(bytes)).build();
      event.getValueBuilder().putFields("notes", notes);
    }
    return request(id, event.build());
  }

  /** Returns events of one kind; those to repeat have been delivered once. */
  List<EventRequest> events(Kind kind, int count, URI function, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    var events = new ArrayList<EventRequest>();
    for (int i = 0; i < count; i++) {
      events.add(kind == Kind.IGNORED ? ignored() : change());
    }
    if (kind == Kind.REPEATED) {
      deliver(events, function, threads);
    }
    return events;
  }

  /** Delivers all events, as many at once as there are threads. */
  static void deliver(List<EventRequest> events, URI function, ExecutorService threads)
      throws InterruptedException, ExecutionException {
    var deliveries =
        events.stream().map(it -> (Callable<Integer>) () -> deliver(it, function)).toList();
    for (var status : threads.invokeAll(deliveries)) {
      status.get();
    }
  }

  static int deliver(EventRequest event, URI function) throws IOException {
    var status = event.post(function);
    if (status / 100 != 2) {
      throw new IOException("%s answers %d".formatted(function, status));
    }
    return status;
  }

  private EventRequest ignored() {
    var id = UUID.randomUUID().toString();
    var data = Events.created(name(id), "active").toBuilder();
    data.getValueBuilder().setCreateTime(now()).setUpdateTime(now());
    return request(id, data.setOldValue(data.getValue()).build());
  }

  private EventRequest request(String id, DocumentEventData data) {
    return new EventRequest(
        Map.of(
            "content-type",
            "application/protobuf",
            "ce-specversion",
            "1.0",
            "ce-id",
            UUID.randomUUID().toString(),
            "ce-type",
            Events.WRITTEN,
            "ce-source",
            "//firestore.googleapis.com/projects/%s/databases/(default)".formatted(stack.project()),
            "ce-subject",
            "documents/users/" + id,
            "ce-document",
            "users/" + id,
            "ce-time",
            Events.TIME.toString()),
        ByteString.copyFrom(data.toByteArray()));
  }

  private String name(String id) {
    return "projects/%s/databases/(default)/documents/users/%s".formatted(stack.project(), id);
  }

  private static Timestamp now() {
    return Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000).build();
  }
}
