package dev.segue.google;

import com.google.api.core.ApiFuture;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.BaseServiceException;
import com.google.common.base.Throwables;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for RPCs of Google's clients. */
public final class Rpcs {
  private Rpcs() {}

  /**
   * Returns the answer, or stops waiting at the deadline. The call is not cancelled then and may
   * still succeed, so it must be safe to repeat.
   *
   * @param service the service's name in messages
   * @throws UnavailableException if the service refused, failed, or took too long; other exceptions
   *     of the call are thrown unchanged
   */
  public static <T> T await(ApiFuture<T> answer, Duration deadline, String service) {
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause();
      if (cause instanceof ApiException failure) {
        throw new RpcException(service, failure.getStatusCode().getCode());
      }
      if (cause instanceof BaseServiceException) {
        throw new RpcException(service, StatusCode.Code.UNKNOWN);
      }
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(service, cause);
    } catch (TimeoutException e) {
      throw new RpcException(service, StatusCode.Code.DEADLINE_EXCEEDED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(service + ": interrupted");
    }
  }
}
