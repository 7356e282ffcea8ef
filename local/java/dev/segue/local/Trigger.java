package dev.segue.local;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The way of one project's events from Firestore to a function: at least once, in no order, until
 * each has been acknowledged.
 */
public final class Trigger implements AutoCloseable {
  private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger undelivered = new AtomicInteger();
  private final List<Consumer<EventRequest>> observers = new CopyOnWriteArrayList<>();
  private final Consumer<Duration> arrivals;
  private final Runnable unroute;
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile List<URI> instances;
  private volatile Backoff backoff = Backoff.HUNDREDFOLD;
  private volatile Mischief mischief = Mischief.none();
  private volatile CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

  Trigger(URI function, Consumer<Duration> arrivals, Runnable unroute) {
    this.instances = List.of(function);
    this.arrivals = arrivals;
    this.unroute = unroute;
  }

  /** One for events that whoever made them hands over by {@link #accept}. */
  public static Trigger to(URI endpoint) {
    return new Trigger(endpoint, deadline -> {}, () -> {});
  }

  /** Delivers to another address from now on, events that are being retried included. */
  public void routeTo(URI function) {
    routeTo(List.of(function));
  }

  /** The same with several instances of a function, which take turns. */
  public void routeTo(List<URI> instances) {
    this.instances = List.copyOf(instances);
  }

  /** Waits this long between attempts from now on. */
  public void retryAfter(Backoff backoff) {
    this.backoff = backoff;
  }

  /** Treats events this way from now on. */
  public void disturb(Mischief mischief) {
    this.mischief = mischief;
  }

  /** Hands every event that Firestore raises to an observer, once, whatever becomes of it. */
  public void observe(Consumer<EventRequest> observer) {
    observers.add(observer);
  }

  /** Starts no more deliveries until {@link #resume}. */
  public synchronized void pause() {
    if (open.isDone()) {
      open = new CompletableFuture<>();
    }
  }

  public synchronized void resume() {
    open.complete(null);
  }

  /** How many copies of events have not been acknowledged yet. */
  public int undelivered() {
    return undelivered.get();
  }

  /**
   * Waits until every write made before this call has raised its event and seen it acknowledged.
   */
  public void awaitQuiet(Duration deadline) {
    var end = System.nanoTime() + deadline.toNanos();
    arrivals.accept(deadline);
    synchronized (undelivered) {
      while (undelivered.get() > 0) {
        var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new IllegalStateException(
              "%d events not acknowledged by %s within %s"
                  .formatted(undelivered(), instances, deadline));
        }
        waitFor(left);
      }
    }
  }

  /** Gives up whatever is undelivered. */
  @Override
  public void close() {
    unroute.run();
    deliveries.shutdownNow();
  }

  /** Delivers an event. */
  public void accept(EventRequest event) {
    observers.forEach(observer -> observer.accept(event));
    var copies = mischief.copies();
    undelivered.addAndGet(copies.size());
    copies.forEach(delay -> deliveries.execute(() -> deliver(event, delay)));
  }

  private void deliver(EventRequest event, Duration delay) {
    try {
      Thread.sleep(delay);
      for (var wait = backoff.first(); !isAcknowledged(event); wait = backoff.after(wait)) {
        Thread.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    synchronized (undelivered) {
      undelivered.decrementAndGet();
      undelivered.notifyAll();
    }
  }

  private boolean isAcknowledged(EventRequest event) {
    open.join();
    try {
      return event.post(nextInstance()) / 100 == 2 && !mischief.losesAcknowledgement();
    } catch (IOException e) {
      return false;
    }
  }

  private URI nextInstance() {
    var candidates = instances;
    return candidates.get(Math.floorMod(attempts.getAndIncrement(), candidates.size()));
  }

  private void waitFor(long millis) {
    try {
      undelivered.wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while events were not acknowledged", e);
    }
  }
}
