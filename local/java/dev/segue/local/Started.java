package dev.segue.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that were started, to be closed in reverse order. */
final class Started implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  void keep() {
    parts.clear();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failure = failure == null ? new IllegalStateException("cannot stop everything") : failure;
        failure.addSuppressed(e);
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
