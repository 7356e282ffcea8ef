package dev.segue;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import dev.segue.firestore.Documents;
import dev.segue.local.LocalStack;
import java.time.Instant;
import java.util.Map;

/** The users of one stack, and their segments. */
final class Users {
  private final LocalStack stack;

  Users(LocalStack stack) {
    this.stack = stack;
  }

  /** Returns the full name of a user's document, as events have it. */
  String name(String id) {
    return "projects/%s/databases/(default)/documents/users/%s".formatted(stack.project(), id);
  }

  DocumentReference user(String id) {
    return stack.firestore().collection("users").document(id);
  }

  void write(String id, String status) {
    write(id, Map.of("subscription_status", status));
  }

  void write(String id, Map<String, Object> fields) {
    Documents.await(user(id).set(fields));
  }

  void delete(String id) {
    Documents.await(user(id).delete());
  }

  /** Returns when a user's document was last written. */
  Instant version(String id) {
    var time = Documents.await(user(id).get()).getUpdateTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  DocumentSnapshot segment(String id) {
    return Documents.await(stack.firestore().collection("segments").document(id).get());
  }
}
