package dev.segue.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.api.core.ApiFutures;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode.Code;
import dev.segue.google.RpcException;
import dev.segue.google.Rpcs;
import dev.segue.segment.UnavailableException;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutageBreakerTest {
  private final AtomicInteger calls = new AtomicInteger();
  private final OutageBreaker breaker = new OutageBreaker("Pub/Sub", Duration.ofHours(1));

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED"})
  void after_an_outage_calls_fail_at_once(Code code) {
    assertThatExceptionOfType(RpcException.class).isThrownBy(() -> fail(breaker, code));

    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> breaker.run(calls::incrementAndGet))
        .withMessageStartingWith("Pub/Sub: not tried");
    assertThat(calls).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INVALID_ARGUMENT", "NOT_FOUND", "PERMISSION_DENIED", "INTERNAL", "CANCELLED"})
  void a_refusal_of_one_call_stops_no_other(Code code) {
    assertThatExceptionOfType(RpcException.class).isThrownBy(() -> fail(breaker, code));

    breaker.run(calls::incrementAndGet);
    assertThat(calls).hasValue(2);
  }

  @Test
  void after_the_pause_one_call_tries_again_whatever_becomes_of_it() {
    var impatient = new OutageBreaker("Pub/Sub", Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(RpcException.class)
          .isThrownBy(() -> fail(impatient, Code.UNAVAILABLE));
    }
    assertThatExceptionOfType(StackOverflowError.class)
        .isThrownBy(
            () ->
                impatient.run(
                    () -> {
                      throw new StackOverflowError();
                    }));

    assertThatNoException().isThrownBy(() -> impatient.run(calls::incrementAndGet));
    assertThat(calls).hasValue(4);
  }

  private void fail(OutageBreaker breaker, Code code) {
    breaker.run(
        () -> {
          calls.incrementAndGet();
          var failure =
              new ApiException(null, GrpcStatusCode.of(Status.Code.valueOf(code.name())), false);
          Rpcs.await(ApiFutures.immediateFailedFuture(failure), Duration.ZERO, "Pub/Sub");
        });
  }
}
