package dev.segue.schedules;

import dev.segue.recompute.ChangePublisher;
import dev.segue.recompute.ForwardingSegmentStore;
import dev.segue.recompute.Look;
import dev.segue.recompute.SegmentStore;
import dev.segue.recompute.Update;
import dev.segue.segment.Membership;
import dev.segue.segment.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Ways that look as if they did the same: Segue's own on ports that each make one mistake. */
enum BrokenUseCase implements UseCase.Wiring {
  /** What a process that died between the two had written is never announced. */
  PUBLISHES_WITHOUT_OUTBOX(Promises.NOTHING_FORGOTTEN) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public boolean write(UserId user, Look look, Update update) {
          boolean written = super.write(user, look, update);
          update
              .change()
              .filter(change -> written)
              .map(List::of)
              .ifPresent(all -> settle(user, all));
          return written;
        }
      };
    }
  },

  /** What is announced may never be written. */
  PUBLISHES_BEFORE_WRITING(Promises.NOTHING_UNCOMMITTED) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public boolean write(UserId user, Look look, Update update) {
          update
              .change()
              .map(List::of)
              .ifPresent(change -> new SteppedChangePublisher(steps).publish(user, change));
          return super.write(user, look, update);
        }
      };
    }
  },

  /** What is announced may never be written, or not by this call. */
  PUBLISHES_THOUGH_WRITING_FAILED(Promises.NOTHING_UNCOMMITTED) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public boolean write(UserId user, Look look, Update update) {
          super.write(user, look, update);
          return true;
        }
      };
    }
  },

  /** An attempt that failed is repeated with what the first look saw of the user. */
  LOOKS_ONCE_AT_THE_USER(Promises.ONWARD) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        private final List<Look> looks = new ArrayList<>();

        @Override
        public Look look(UserId user) {
          looks.add(super.look(user));
          return together(looks.getFirst(), looks.getLast());
        }
      };
    }
  },

  /** User and segment do not hold at one time. */
  LOOKS_AT_ONE_AFTER_THE_OTHER(Promises.ONWARD) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public Look look(UserId user) {
          return together(super.look(user), super.look(user));
        }
      };
    }
  },

  /** Whoever read the user before a flip and back has the last word. */
  NO_MARK(Promises.SEGMENT_TRUE) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public boolean write(UserId user, Look look, Update update) {
          return update.change().isEmpty()
              || super.write(
                  user,
                  look,
                  new Update(
                      Membership.NONE.asOf(),
                      update.due(),
                      update.reason(),
                      update.rules(),
                      update.change()));
        }
      };
    }
  },

  /** The same, although every change names the version that it is true of. */
  NO_MARK_WITHOUT_A_CHANGE(Promises.SEGMENT_TRUE) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public boolean write(UserId user, Look look, Update update) {
          return update.change().isEmpty() || super.write(user, look, update);
        }
      };
    }
  },

  /** Whoever read the user before they were deleted brings them back. */
  NO_MARK_OF_WHO_IS_GONE(Promises.SEGMENT_TRUE) {
    @Override
    SegmentStore store(Steps steps) {
      return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
        @Override
        public boolean write(UserId user, Look look, Update update) {
          return (look.user().isEmpty() && update.change().isEmpty())
              || super.write(user, look, update);
        }
      };
    }
  },

  /** Nobody knows when time moves the user. */
  FORGETS_WHEN_TIME_MOVES_THE_USER(Promises.MENDED) {
    @Override
    SegmentStore store(Steps steps) {
      return writing(
          steps,
          (look, update) ->
              new Update(
                  update.asOf(),
                  Optional.empty(),
                  update.reason(),
                  update.rules(),
                  update.change()));
    }
  },

  /** A user who stays is due when an earlier version was. */
  KEEPS_WHEN_TIME_MOVES_WHO_STAYS(Promises.MENDED) {
    @Override
    SegmentStore store(Steps steps) {
      return writing(
          steps,
          (look, update) ->
              new Update(
                  update.asOf(),
                  update.change().isPresent() ? update.due() : look.held().due(),
                  update.reason(),
                  update.rules(),
                  update.change()));
    }
  },

  /** Two calls that saw the same document both write. */
  ASKS_ONLY_WHETHER_THE_DOCUMENT_EXISTS(Promises.REVISIONS) {
    @Override
    SegmentStore store(Steps steps) {
      return new SteppedSegmentStore(
          steps, (held, seen) -> held.equals(Membership.NONE) == seen.equals(Membership.NONE));
    }
  },

  /** What is pending no more is announced by nobody else. */
  SETTLES_BEFORE_PUBLISHING(Promises.NOTHING_FORGOTTEN) {
    @Override
    ChangePublisher changes(Steps steps) {
      return (user, changes) -> {
        new SteppedSegmentStore(steps).settle(user, changes);
        super.changes(steps).publish(user, changes);
      };
    }
  },

  /** What others left behind comes after what was made later. */
  PUBLISHES_NEWEST_FIRST(Promises.MENDED) {
    @Override
    ChangePublisher changes(Steps steps) {
      return (user, changes) -> super.changes(steps).publish(user, changes.reversed());
    }
  };

  private final String promise;

  BrokenUseCase(String promise) {
    this.promise = promise;
  }

  /** What is first found broken. */
  String promise() {
    return promise;
  }

  SegmentStore store(Steps steps) {
    return new SteppedSegmentStore(steps);
  }

  ChangePublisher changes(Steps steps) {
    return new SteppedChangePublisher(steps);
  }

  @Override
  public UseCase on(Steps steps) {
    return UseCase.segue(store(steps), changes(steps));
  }

  /** Writes something else than it is told to. */
  private static SegmentStore writing(Steps steps, BiFunction<Look, Update, Update> instead) {
    return new ForwardingSegmentStore(new SteppedSegmentStore(steps)) {
      @Override
      public boolean write(UserId user, Look look, Update update) {
        return super.write(user, look, instead.apply(look, update));
      }
    };
  }

  private static Look together(Look user, Look segment) {
    return new Look(user.user(), segment.held(), segment.segmentVersion(), user.time());
  }
}
