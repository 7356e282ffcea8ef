package dev.segue.cli.compare;

import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes scanned users and segments of a few values. */
public final class Rows {
  private Rows() {}

  public static ScannedUser user(String id, String status) {
    return user(id, new SubscriptionStatus.Text(status), Map.of(), Instant.EPOCH);
  }

  /** A user with the fields that both rules read. */
  public static ScannedUser user(
      String id, SubscriptionStatus status, Map<String, Object> values, Instant updatedAt) {
    var user = new User(id, status, values, updatedAt);
    return new ScannedUser(id, user, user);
  }

  public static ScannedSegment segment(String id, String segment, int pending) {
    return new ScannedSegment(id, new Place(segment), Optional.empty(), pending, false, "");
  }

  static ScannedSegment segment(String id, Place place, Optional<Instant> due) {
    return new ScannedSegment(id, place, due, 0, false, "");
  }

  static ScannedSegment unreadable(String id, String fault) {
    return new ScannedSegment(id, Place.UNREADABLE, Optional.empty(), 0, false, fault);
  }
}
