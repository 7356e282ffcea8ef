package dev.segue.hostile;

import dev.segue.local.NetworkFault;
import java.time.Duration;
import java.util.List;

/** One step of a hostile run. */
sealed interface Action {
  /** The application sets a user document; the status may be of any type, or null. */
  record Set(String user, Object status) implements Action {}

  /** The application writes a field that no rule reads. */
  record Touch(String user) implements Action {}

  record Delete(String user) implements Action {}

  /** The application sets a document below the user's, which may not exist. */
  record Subscribe(String user, String subscription, String status) implements Action {}

  /** The application deletes a document below the user's. */
  record Unsubscribe(String user, String subscription) implements Action {}

  /** Kills an instance, and starts another in its place. */
  record Kill(int instance) implements Action {}

  record Cut(Link link) implements Action {}

  record Inject(Link link, NetworkFault fault) implements Action {}

  record Heal(Link link) implements Action {}

  /** The scheduler calls the sweep. */
  record Sweep() implements Action {}

  /** An operator repairs users. */
  record Repair(List<String> users) implements Action {}

  record Pause(Duration duration) implements Action {}

  /** The connections between an instance and a service. */
  record Link(int instance, Service service) {}

  enum Service {
    FIRESTORE,
    PUBSUB
  }
}
