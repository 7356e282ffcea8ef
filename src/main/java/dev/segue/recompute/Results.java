package dev.segue.recompute;

import dev.segue.segment.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What came of many users, in the order in which they were given. */
public record Results(List<Result> all) {
  public Results {
    all = List.copyOf(all);
  }

  public List<Result.Recomputed> recomputed() {
    return only(Result.Recomputed.class);
  }

  public List<Result.Failed> failed() {
    return only(Result.Failed.class);
  }

  /** Returns whether the time sufficed to try every user. */
  public boolean complete() {
    return only(Result.NotTried.class).isEmpty();
  }

  /** Returns the users who have to be recomputed again, each with a reason without a user's id. */
  public Map<UserId, String> left() {
    var left = new LinkedHashMap<UserId, String>();
    for (var result : all) {
      switch (result) {
        case Result.Recomputed recomputed -> {}
        case Result.Failed failed -> left.put(failed.user(), failed.reason());
        case Result.NotTried late ->
            left.put(
                late.user(), "not tried within %s s".formatted(RecomputeUsers.BUDGET.toSeconds()));
      }
    }
    return left;
  }

  private <T extends Result> List<T> only(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
