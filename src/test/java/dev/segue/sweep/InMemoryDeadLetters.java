package dev.segue.sweep;

import dev.segue.segment.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Delivers letters, four at a time, and again after {@link #ACK_DEADLINE} by its clock. */
class InMemoryDeadLetters implements DeadLetterPuller {
  static final Duration ACK_DEADLINE = Duration.ofSeconds(10);

  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int lastId;
  private int lastAckId;

  InMemoryDeadLetters(Clock clock) {
    this.clock = clock;
  }

  private record Entry(BiFunction<String, String, DeadLetter> letter, String ackId, Instant due) {}

  synchronized void add(UserId user) {
    add((id, ackId) -> new DeadLetter.OfUser(id, ackId, user));
  }

  synchronized void addUndecodable(String reason) {
    add((id, ackId) -> new DeadLetter.Undecodable(id, ackId, reason));
  }

  private void add(BiFunction<String, String, DeadLetter> letter) {
    entries.put(Integer.toString(++lastId), new Entry(letter, "", Instant.MIN));
  }

  /** Returns how many there are, pulled or not. */
  synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized List<DeadLetter> pull() {
    var now = clock.instant();
    return entries.entrySet().stream()
        .filter(it -> !it.getValue().due().isAfter(now))
        .limit(4)
        .map(
            it -> {
              var ackId = Integer.toString(++lastAckId);
              var letter = it.getValue().letter();
              it.setValue(new Entry(letter, ackId, now.plus(ACK_DEADLINE)));
              return letter.apply(it.getKey(), ackId);
            })
        .toList();
  }

  @Override
  public synchronized void acknowledge(Collection<? extends DeadLetter> letters) {
    letters.forEach(letter -> entries.remove(letter.id()));
  }

  @Override
  public synchronized void release(Collection<? extends DeadLetter> letters) {
    for (var letter : letters) {
      entries.computeIfPresent(
          letter.id(),
          (id, entry) ->
              entry.ackId().equals(letter.ackId())
                  ? new Entry(entry.letter(), "", Instant.MIN)
                  : entry);
    }
  }
}
