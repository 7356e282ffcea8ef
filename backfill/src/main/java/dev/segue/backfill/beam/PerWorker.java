package dev.segue.backfill.beam;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What all threads of a worker share: clients, and the rate at which they write. Beam makes a
 * {@code DoFn} of each for every thread, so that only what is static is shared; it lives as long as
 * the worker.
 */
final class PerWorker {
  private static final Map<Object, Object> SHARED = new ConcurrentHashMap<>();

  private PerWorker() {}

  /** Returns what was made for the same key, or makes it. A key is of a type of its own. */
  @SuppressWarnings("unchecked")
  static <T> T share(Object key, Supplier<T> make) {
    return (T) SHARED.computeIfAbsent(key, missing -> make.get());
  }
}
