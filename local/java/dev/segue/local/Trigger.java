package dev.segue.local;

import com.google.common.collect.Comparators;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Delivers one project's events to a function, at least once, in no order, until acknowledged. */
public final class Trigger implements AutoCloseable {
  private static final long POLL_NANOS = 5_000_000;

  private final ExecutorService deliveries = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger undelivered = new AtomicInteger();
  private final List<Consumer<EventRequest>> observers = new CopyOnWriteArrayList<>();
  private final Consumer<Duration> arrivals;
  private final Runnable unroute;
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile List<URI> instances;

  /** A hundredth of Eventarc's 10 s to 600 s. */
  private volatile Duration firstWait = Duration.ofMillis(100);

  private volatile Duration longestWait = Duration.ofSeconds(6);
  private volatile EventFaults faults = EventFaults.none();
  private volatile CompletableFuture<Void> open = CompletableFuture.completedFuture(null);

  Trigger(URI function, Consumer<Duration> arrivals, Runnable unroute) {
    this.instances = List.of(function);
    this.arrivals = arrivals;
    this.unroute = unroute;
  }

  /** One for events that the caller passes to {@link #accept}. */
  public static Trigger to(URI endpoint) {
    return new Trigger(endpoint, deadline -> {}, () -> {});
  }

  /** Delivers to another address from now on, including events that are being retried. */
  public void routeTo(URI function) {
    routeTo(List.of(function));
  }

  /** The same with several instances of a function in turn. */
  public void routeTo(List<URI> instances) {
    this.instances = List.copyOf(instances);
  }

  /** Changes the time between attempts, which doubles up to a maximum. */
  public void retryAfter(Duration first, Duration longest) {
    firstWait = first;
    longestWait = longest;
  }

  /** Injects faults into deliveries, in place of earlier ones. */
  public void inject(EventFaults faults) {
    this.faults = faults;
  }

  /** Passes every event that Firestore raises to an observer, once. */
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

  /** The number of copies of events that are not acknowledged yet. */
  public int undelivered() {
    return undelivered.get();
  }

  /** Waits until all events of writes before this call have arrived and are acknowledged. */
  public void awaitQuiet(Duration deadline) {
    var end = System.nanoTime() + deadline.toNanos();
    arrivals.accept(deadline);
    while (undelivered() > 0) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "%s events not acknowledged by %s within %s"
                .formatted(undelivered(), instances, deadline));
      }
      LockSupport.parkNanos(POLL_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("interrupted while events were not acknowledged");
      }
    }
  }

  /** Gives up undelivered events. */
  @Override
  public void close() {
    unroute.run();
    deliveries.shutdownNow();
  }

  /** Delivers an event. */
  public void accept(EventRequest event) {
    observers.forEach(observer -> observer.accept(event));
    var copies = faults.copies();
    undelivered.addAndGet(copies.size());
    copies.forEach(delay -> deliveries.execute(() -> deliver(event, delay)));
  }

  private void deliver(EventRequest event, Duration delay) {
    try {
      Thread.sleep(delay);
      var wait = firstWait;
      while (!isAcknowledged(event)) {
        Thread.sleep(wait);
        wait = Comparators.min(wait.multipliedBy(2), longestWait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    undelivered.decrementAndGet();
  }

  private boolean isAcknowledged(EventRequest event) {
    open.join();
    try {
      return event.post(nextInstance()) / 100 == 2 && !faults.losesAcknowledgement();
    } catch (IOException e) {
      return false;
    }
  }

  private URI nextInstance() {
    var candidates = instances;
    return candidates.get(Math.floorMod(attempts.getAndIncrement(), candidates.size()));
  }
}
