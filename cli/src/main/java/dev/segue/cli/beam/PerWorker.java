package dev.segue.cli.beam;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What all threads of a worker share: rules, clients, and the rate of writes. Beam makes one {@code
 * DoFn} per thread, so only static state is shared. It lives as long as the worker.
 */
final class PerWorker {
  private static final Map<Object, Supplier<?>> SHARED = new ConcurrentHashMap<>();

  private PerWorker() {}

  /** Returns the value of this key, made on first use. No two kinds of values share a key type. */
  @SuppressWarnings("unchecked")
  static <T> T share(Object key, Supplier<T> make) {
    // Memoized, because the map's own call must not nest, and values may be made of shared ones.
    return (T) SHARED.computeIfAbsent(key, missing -> Suppliers.memoize(make)).get();
  }
}
