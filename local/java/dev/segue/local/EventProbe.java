package dev.segue.local;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until the events of all earlier writes have arrived. The Firestore emulator sends events
 * one by one, so the event of a new write is the last.
 */
final class EventProbe {
  private static final String PROJECT = "segue-probe";
  private static final String TRIGGER = "probe";

  private final Map<String, CompletableFuture<Void>> expected = new ConcurrentHashMap<>();
  private final String eventarc;
  private final FirestoreAdmin firestore;

  EventProbe(FirestoreAdmin firestore, LocalEventarc eventarc) {
    this.firestore = firestore;
    this.eventarc = eventarc.host();
    eventarc.route(PROJECT, TRIGGER, this::accept);
    firestore.createTrigger(PROJECT, "(default)", TRIGGER, "probes/{id}");
  }

  void await(Duration deadline) {
    var document = "probes/" + UUID.randomUUID();
    var arrival = new CompletableFuture<Void>();
    expected.put(document, arrival);
    firestore.write(PROJECT, document);
    try {
      arrival.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException(unheard(deadline), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(unheard(deadline), e);
    } finally {
      expected.remove(document);
    }
  }

  private void accept(EventRequest event) {
    var arrival = expected.get(event.headers().get("ce-document"));
    if (arrival != null) {
      arrival.complete(null);
    }
  }

  private String unheard(Duration deadline) {
    return """
        No event from Firestore within %s ms, waiting at %s.
        A Firestore emulator that was started elsewhere (FIRESTORE_EMULATOR_HOST) sends its events to the
        HOST:PORT it was started with as --functions_emulator, and nowhere without that option.
        Start it with --functions_emulator=%s, or set SEGUE_EVENTARC_PORT to the port that it sends to,
        or unset FIRESTORE_EMULATOR_HOST."""
        .formatted(deadline.toMillis(), eventarc, eventarc);
  }
}
