package dev.segue.cli;

import com.google.api.gax.rpc.StatusCode;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import dev.segue.google.GoogleClients;
import dev.segue.google.RpcException;
import dev.segue.google.Rpcs;
import dev.segue.segment.UnavailableException;
import java.time.Duration;

/** Checks before the first write that changes can be published. */
final class Preflight {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PUBLISH = "pubsub.topics.publish";

  private Preflight() {}

  /**
   * Checks that the topic exists and may be published to, without publishing.
   *
   * @throws StoppedException if not
   */
  static void check(Connection connection) {
    var topic = connection.topic().toString();
    try (var topics = GoogleClients.topics(connection.settings().pubSubEmulator())) {
      var request =
          TestIamPermissionsRequest.newBuilder().setResource(topic).addPermissions(PUBLISH).build();
      var answer = topics.testIamPermissionsCallable().futureCall(request);
      checkMayPublish(Rpcs.await(answer, PATIENCE, "Pub/Sub " + topic), topic);
    } catch (UnavailableException e) {
      if (!isEmulators(e)) {
        throw new StoppedException(e.getMessage() + "; nothing was written");
      }
    }
  }

  private static void checkMayPublish(TestIamPermissionsResponse answer, String topic) {
    if (!answer.getPermissionsList().contains(PUBLISH)) {
      throw new StoppedException(
          "Pub/Sub %s: %s is not granted; nothing was written".formatted(topic, PUBLISH));
    }
  }

  /** The emulator has no permissions. */
  private static boolean isEmulators(UnavailableException e) {
    return e instanceof RpcException answer && answer.code() == StatusCode.Code.UNIMPLEMENTED;
  }
}
