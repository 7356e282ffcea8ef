package dev.segue.deadletter;

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

/** Lends letters, few at a time, for as long as its clock says. */
public final class InMemoryDeadLetterQueue implements DeadLetterQueue {
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final int AT_A_TIME = 4;

  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int lastId;
  private int lastReceipt;

  public InMemoryDeadLetterQueue(Clock clock) {
    this.clock = clock;
  }

  public void add(UserId user) {
    add((id, receipt) -> new DeadLetter.OfUser(id, receipt, user));
  }

  public void addHopeless(String reason) {
    add((id, receipt) -> new DeadLetter.Hopeless(id, receipt, reason));
  }

  /** Returns how many there are, taken or not. */
  public synchronized int size() {
    return entries.size();
  }

  @Override
  public synchronized List<DeadLetter> take() {
    var now = clock.instant();
    return entries.values().stream()
        .filter(entry -> !entry.returns.isAfter(now))
        .limit(AT_A_TIME)
        .map(entry -> entry.lend(Integer.toString(++lastReceipt), now.plus(LEASE)))
        .toList();
  }

  @Override
  public synchronized void remove(Collection<? extends DeadLetter> letters) {
    letters.forEach(letter -> entries.remove(letter.id()));
  }

  @Override
  public synchronized void putBack(Collection<? extends DeadLetter> letters) {
    for (var letter : letters) {
      var entry = entries.get(letter.id());
      if (entry != null && entry.receipt.equals(letter.receipt())) {
        entry.returns = Instant.MIN;
      }
    }
  }

  private synchronized void add(BiFunction<String, String, DeadLetter> letter) {
    var id = Integer.toString(++lastId);
    entries.put(id, new Entry(receipt -> letter.apply(id, receipt)));
  }

  private static final class Entry {
    private final Function<String, DeadLetter> letter;
    private Instant returns = Instant.MIN;
    private String receipt = "";

    Entry(Function<String, DeadLetter> letter) {
      this.letter = letter;
    }

    DeadLetter lend(String receipt, Instant until) {
      this.receipt = receipt;
      this.returns = until;
      return letter.apply(receipt);
    }
  }
}
