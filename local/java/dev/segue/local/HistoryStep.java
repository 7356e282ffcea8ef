package dev.segue.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.Timestamp;
import com.google.cloud.firestore.DocumentReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One step of the demo's history: sets, updates or deletes a user document.
 *
 * @param does what the user does
 * @param set the document to set, or null
 * @param update the fields to update, or null
 * @param segment the user's segment from then on
 */
record HistoryStep(
    String user,
    String does,
    Map<String, Object> set,
    Map<String, Object> update,
    boolean delete,
    String segment) {

  /** Reads `demo/history.yaml`. */
  static List<HistoryStep> readAll() {
    try (var yaml = HistoryStep.class.getResourceAsStream("/demo/history.yaml")) {
      var steps = new Load(LoadSettings.builder().build()).loadFromInputStream(yaml);
      return List.of(new ObjectMapper().convertValue(steps, HistoryStep[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read demo/history.yaml", e);
    }
  }

  /** Writes to the user document, and returns the time of the write by Firestore's clock. */
  Timestamp perform(DocumentReference document) throws ExecutionException, InterruptedException {
    if (delete) {
      return document.delete().get().getUpdateTime();
    }
    var written = set == null ? document.update(update) : document.set(set);
    return written.get().getUpdateTime();
  }
}
