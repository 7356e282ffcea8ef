package dev.segue.hostile;

import dev.segue.local.Toxic;
import java.time.Duration;
import java.util.List;

/** One thing that happens in a hostile run. */
sealed interface Action {
  /** The application writes a user, whole; the status may be of any type, and null. */
  record Set(String user, Object status) implements Action {}

  /** The application writes a field that no rule reads. */
  record Touch(String user) implements Action {}

  record Delete(String user) implements Action {}

  /** An instance is killed, and another one started in its place. */
  record Kill(int instance) implements Action {}

  record Cut(Link link) implements Action {}

  record Suffer(Link link, Toxic toxic) implements Action {}

  record Heal(Link link) implements Action {}

  /** The scheduler calls. */
  record Sweep() implements Action {}

  /** An operator has users repaired. */
  record Repair(List<String> users) implements Action {}

  record Pause(Duration duration) implements Action {}

  /** The connections from one instance to one service. */
  record Link(int instance, Service service) {}

  enum Service {
    FIRESTORE,
    PUBSUB
  }
}
