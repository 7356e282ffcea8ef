package dev.segue.pubsub;

import com.google.api.gax.rpc.StatusCode.Code;
import dev.failsafe.CircuitBreaker;
import dev.segue.google.RpcException;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.util.Set;

/**
 * Fails calls at once for a while after one of them found a service away. Each would wait for
 * seconds, and so occupy a slot of the instance that other events need. Then one call tries again.
 */
final class OutageBreaker {
  /** Eventarc delivers again after ten seconds or more. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  /** Other codes are about one request, and must not stop others. */
  private static final Set<Code> AWAY =
      Set.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.RESOURCE_EXHAUSTED);

  private final String service;
  private final CircuitBreaker<Void> breaker;

  /**
   * @param service its name in messages
   */
  OutageBreaker(String service, Duration pause) {
    this.service = service;
    this.breaker =
        CircuitBreaker.<Void>builder().handleIf(OutageBreaker::isAway).withDelay(pause).build();
  }

  /**
   * Runs a call, unless the service was away a moment ago.
   *
   * @throws UnavailableException if it was
   */
  void run(Runnable call) {
    if (!breaker.tryAcquirePermit()) {
      throw new UnavailableException(service + ": not tried, as it was away seconds ago");
    }
    try {
      call.run();
      breaker.recordSuccess();
    } catch (RuntimeException | Error e) {
      breaker.recordException(e); // A permit that is not given back would end all tries.
      throw e;
    }
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof RpcException rpc && AWAY.contains(rpc.code());
  }
}
