package dev.segue.cli.beam;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all threads of a worker share: rules, clients, and the rate at which they write. Beam makes
 * a {@code DoFn} of each for every thread, so that only what is static is shared; it lives as long
 * as the worker.
 */
final class PerWorker {
  private static final Map<Object, Supplier<?>> SHARED = new ConcurrentHashMap<>();

  private PerWorker() {}

  /** Returns what was made for the same key, or makes it. A key is of a type of its own. */
  @SuppressWarnings("unchecked")
  static <T> T share(Object key, Supplier<T> make) {
    // Made outside of the map's own call, in which nothing else may be shared.
    return (T) SHARED.computeIfAbsent(key, missing -> Suppliers.memoize(make)).get();
  }
}
