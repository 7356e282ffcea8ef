package dev.segue.local;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Something that happens to a user.
 *
 * @param segment the one that the user is in from then on
 */
record Step(String user, String does, Write write, String segment) {
  /** What it does to the user's document. */
  sealed interface Write {
    record Set(Map<String, Object> document) implements Write {}

    record Update(Map<String, Object> fields) implements Write {}

    record Delete() implements Write {}
  }

  /** Writes to the user's document, and returns when Firestore did so by its own clock. */
  Timestamp perform(DocumentReference document) throws ExecutionException, InterruptedException {
    var written =
        switch (write) {
          case Write.Set set -> document.set(set.document());
          case Write.Update update -> document.update(update.fields());
          case Write.Delete delete -> document.delete();
        };
    return written.get().getUpdateTime();
  }
}
