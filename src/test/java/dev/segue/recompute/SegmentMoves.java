package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/** Moves users whatever their documents say, and leaves their changes pending. */
public final class SegmentMoves {
  private SegmentMoves() {}

  /** Moves a user to the segment of this name. */
  public static SegmentChange move(SegmentStore store, UserId user, String segment) {
    return move(store, user, Optional.of(new Segment(segment)));
  }

  /** Moves a user to a segment, or out of all. */
  public static SegmentChange move(SegmentStore store, UserId user, Optional<Segment> segment) {
    var look = store.look(user);
    var update = update(look, segment);
    assertThat(store.write(user, look, update)).isTrue();
    return update.change().orElseThrow();
  }

  /** Keeps when time moves a user, and nothing else. */
  public static void due(SegmentStore store, UserId user, Optional<Instant> due) {
    var look = store.look(user);
    var update = new Update(look.time(), due, Reason.USER_GONE, "0123456789ab", Optional.empty());
    assertThat(store.write(user, look, update)).isTrue();
  }

  static Update update(Look look, Optional<Segment> segment) {
    var reason = segment.map(to -> new Reason(to.name(), "trialing")).orElse(Reason.USER_GONE);
    var cause = Cause.event("event-1");
    var change =
        look.held()
            .change(segment, cause, reason, "0123456789ab", look.time(), Optional.of(look.time()));
    return new Update(look.time(), Optional.empty(), reason, "0123456789ab", Optional.of(change));
  }
}
