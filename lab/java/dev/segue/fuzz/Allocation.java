package dev.segue.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** Counts the bytes that the calling thread allocates, garbage or not. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * Returns what {@code action} returns, and fails if it allocates more bytes twice in a row: the
   * first run may load classes.
   */
  public static <T> T atMost(long bytes, Supplier<T> action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    var result = action.get();
    if (THREADS.getCurrentThreadAllocatedBytes() - before > bytes) {
      before = THREADS.getCurrentThreadAllocatedBytes();
      result = action.get();
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated")
          .isLessThanOrEqualTo(bytes);
    }
    return result;
  }
}
