package dev.segue.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.core.ApiFutures;
import com.google.api.core.SettableApiFuture;
import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiExceptionFactory;
import com.google.api.gax.rpc.StatusCode;
import com.google.common.base.Throwables;
import dev.segue.segment.UnavailableException;
import io.grpc.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RpcsTest {
  @Test
  void a_refusal_has_its_code_but_not_its_message_which_names_documents() {
    var refusal =
        Status.NOT_FOUND
            .withDescription(
                "No document to update: projects/p/databases/d/documents/segments/ada b")
            .asRuntimeException();
    var failure =
        ApiExceptionFactory.createException(
            refusal, GrpcStatusCode.of(Status.Code.NOT_FOUND), false);

    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(
            () ->
                Rpcs.await(
                    ApiFutures.immediateFailedFuture(failure), Duration.ofSeconds(1), "Firestore"))
        .withMessage("Firestore: NOT_FOUND")
        .satisfies(e -> assertThat(e.code()).isEqualTo(StatusCode.Code.NOT_FOUND))
        .satisfies(e -> assertThat(Throwables.getStackTraceAsString(e)).doesNotContain("ada"));
  }

  @Test
  void a_missing_answer_is_given_up_at_the_deadline() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> Rpcs.await(SettableApiFuture.create(), Duration.ZERO, "Pub/Sub"))
        .withMessage("Pub/Sub: DEADLINE_EXCEEDED");
  }
}
