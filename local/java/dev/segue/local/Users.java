package dev.segue.local;

import com.google.cloud.firestore.CollectionReference;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.common.util.concurrent.Futures;
import dev.segue.config.Settings;
import dev.segue.segment.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The users of a stack and their segments. */
public final class Users {
  private final CollectionReference collection;
  private final Firestore firestore;
  private final CollectionReference segments;
  private final String name;

  Users(Firestore firestore, Settings settings, Rules rules) {
    this.firestore = firestore;
    collection = firestore.collection(rules.users().path());
    segments = firestore.collection(settings.segments());
    name = settings.usersName(rules);
  }

  public CollectionReference collection() {
    return collection;
  }

  public CollectionReference segments() {
    return segments;
  }

  /** The full name of a user document, as in events. */
  public String name(String id) {
    return name + "/" + id;
  }

  /** Throws if the id contains a slash, which {@code CollectionReference.document} accepts. */
  public DocumentReference user(String id) {
    return firestore.document(collection.getPath() + "/" + id);
  }

  public DocumentSnapshot read(String id) {
    return Futures.getUnchecked(user(id).get());
  }

  /** Sets a user document with this status; an empty status deletes the document. */
  public void write(String id, String status) {
    if (status.isEmpty()) {
      delete(id);
    } else {
      write(id, Map.of("subscription_status", status));
    }
  }

  public void write(String id, Map<String, Object> fields) {
    Futures.getUnchecked(user(id).set(fields));
  }

  public void delete(String id) {
    Futures.getUnchecked(user(id).delete());
  }

  /** The update time of a user document. */
  public Instant version(String id) {
    var time = read(id).getUpdateTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** Deletes a segment document, as the TTL policy does after 30 days. */
  public void expireSegment(String id) {
    Futures.getUnchecked(segments.document(id).delete());
  }

  /** Returns the revisions of pending changes; fails if the sweep would not find them. */
  public List<Object> pending(String id) {
    var segment = segment(id);
    var pending = new ArrayList<Object>();
    for (var change : (List<?>) segment.get("pending")) {
      pending.add(((Map<?, ?>) change).get("revision"));
    }
    if (pending.isEmpty() == segment.contains("pending_since")) {
      throw new AssertionError("pending and pending_since disagree: " + segment.getData());
    }
    return pending;
  }

  public DocumentSnapshot segment(String id) {
    return Futures.getUnchecked(segments.document(id).get());
  }
}
