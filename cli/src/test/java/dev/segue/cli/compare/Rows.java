package dev.segue.cli.compare;

import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes rows of a few values. */
public final class Rows {
  private Rows() {}

  public static UserRow user(String id, String status) {
    return user(id, new SubscriptionStatus.Text(status), Map.of(), Instant.EPOCH);
  }

  /** A user of whom both rules read the same. */
  public static UserRow user(
      String id, SubscriptionStatus status, Map<String, Object> values, Instant updatedAt) {
    var user = new User(status, values, updatedAt);
    return new UserRow(id, user, user);
  }

  public static SegmentRow segment(String id, String segment, int pending) {
    return new SegmentRow(id, new Place(segment), Optional.empty(), pending, "", Instant.EPOCH);
  }

  public static SegmentRow segment(String id, Place place, Optional<Instant> due) {
    return new SegmentRow(id, place, due, 0, "", Instant.EPOCH);
  }
}
