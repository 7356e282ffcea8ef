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
import java.util.function.Function;

/** Delivers letters, few at a time; its clock tells when one is delivered again. */
public final class InMemoryDeadLetters implements DeadLetterPuller {
  static final Duration ACK_DEADLINE = Duration.ofSeconds(10);

  private static final int AT_A_TIME = 4;

  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int lastId;
  private int lastAckId;

  public InMemoryDeadLetters(Clock clock) {
    this.clock = clock;
  }

  public void add(UserId user) {
    add((id, ackId) -> new DeadLetter.OfUser(id, ackId, user));
  }

  public void addUndecodable(String reason) {
    add((id, ackId) -> new DeadLetter.Undecodable(id, ackId, reason));
  }

  /** Returns how many there are, pulled or not. */
  public synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized List<DeadLetter> pull() {
    var now = clock.instant();
    return entries.values().stream()
        .filter(entry -> !entry.returns.isAfter(now))
        .limit(AT_A_TIME)
        .map(entry -> entry.deliver(Integer.toString(++lastAckId), now.plus(ACK_DEADLINE)))
        .toList();
  }

  @Override
  public synchronized void acknowledge(Collection<? extends DeadLetter> letters) {
    letters.forEach(letter -> entries.remove(letter.id()));
  }

  @Override
  public synchronized void release(Collection<? extends DeadLetter> letters) {
    for (var letter : letters) {
      var entry = entries.get(letter.id());
      if (entry != null && entry.ackId.equals(letter.ackId())) {
        entry.returns = Instant.MIN;
      }
    }
  }

  private synchronized void add(BiFunction<String, String, DeadLetter> letter) {
    var id = Integer.toString(++lastId);
    entries.put(id, new Entry(ackId -> letter.apply(id, ackId)));
  }

  private static final class Entry {
    private final Function<String, DeadLetter> letter;
    private Instant returns = Instant.MIN;
    private String ackId = "";

    Entry(Function<String, DeadLetter> letter) {
      this.letter = letter;
    }

    DeadLetter deliver(String ackId, Instant until) {
      this.ackId = ackId;
      this.returns = until;
      return letter.apply(ackId);
    }
  }
}
