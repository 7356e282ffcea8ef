package dev.segue.bench;

import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.Timestamp;
import dev.segue.local.EventRequest;
import dev.segue.local.Events;
import dev.segue.local.LocalStack;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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
    stack.users().write(id, "active");
    var event = Events.created(stack.users().name(id), "active").toBuilder();
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
      throw new IOException("%s answers %s".formatted(function, status));
    }
    return status;
  }

  private EventRequest ignored() {
    var id = UUID.randomUUID().toString();
    var data = Events.created(stack.users().name(id), "active").toBuilder();
    data.getValueBuilder().setCreateTime(now()).setUpdateTime(now());
    return request(id, data.setOldValue(data.getValue()).build());
  }

  private static EventRequest request(String id, DocumentEventData data) {
    return EventRequest.binary(
        CloudEventBuilder.v1(Events.written(data))
            .withId(UUID.randomUUID().toString())
            .withSubject("documents/users/" + id)
            .withExtension("document", "users/" + id)
            .build());
  }

  private static Timestamp now() {
    return Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1000).build();
  }
}
