package dev.segue.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.recompute.Decision.Write;
import dev.segue.recompute.SegmentStore.Look;
import dev.segue.segment.Cause;
import dev.segue.segment.Reason;
import dev.segue.segment.Segment;
import dev.segue.segment.SegmentChange;
import dev.segue.segment.UserId;
import java.time.Instant;
import java.util.Optional;

/** Writes to a store that do not depend on the user document. */
public final class Writes {
  private static final String RULES = "0123456789ab";

  private Writes() {}

  /** Moves a user to a segment; the change stays pending. */
  public static SegmentChange move(SegmentStore store, UserId user, String segment) {
    return move(store, user, Optional.of(new Segment(segment)));
  }

  /** Moves a user to a segment, or out of all; the change stays pending. */
  public static SegmentChange move(SegmentStore store, UserId user, Optional<Segment> segment) {
    var look = store.look(user);
    var write = move(look, segment);
    assertThat(store.write(user, look, write)).isPresent();
    return write.change().orElseThrow();
  }

  /** Writes when time alone moves a user. */
  public static void due(SegmentStore store, UserId user, Optional<Instant> due) {
    var look = store.look(user);
    assertThat(store.write(user, look, mark(look, look.time(), due))).isPresent();
  }

  /** Removes a user's pending changes. */
  public static void settle(SegmentStore store, UserId user) {
    assertThat(store.settle(user, store.look(user).segmentVersion().orElseThrow())).isTrue();
  }

  static Write move(Look look, Optional<Segment> segment) {
    var reason = segment.map(to -> new Reason(to.name(), "trialing")).orElse(Reason.USER_GONE);
    var change =
        look.held()
            .change(
                segment,
                Cause.event("event-1"),
                reason,
                RULES,
                look.time(),
                Optional.of(look.time()));
    var next = look.held().marked(look.time(), look.seen(), Optional.empty()).with(change);
    return new Write(next, reason, RULES, Optional.of(change));
  }

  static Write mark(Look look, Instant asOf, Optional<Instant> due) {
    return new Write(
        look.held().marked(asOf, look.seen(), due), Reason.USER_GONE, RULES, Optional.empty());
  }
}
