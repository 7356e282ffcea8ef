package dev.segue.cli.scan;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.AggregateQuerySnapshot;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Query;
import dev.segue.config.ConfigurationException;
import dev.segue.firestore.UserDocument;
import dev.segue.google.Rpcs;
import dev.segue.segment.Rules;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts users by status without reading them: goes from one status to the next in the order of
 * Firestore's index, whatever its type, and has Firestore count each.
 */
public final class StatusCensus {
  /** Each takes two RPCs, and rules could hardly list more. */
  private static final int MOST_STATUSES = 1_000;

  private static final Duration DEADLINE = Duration.ofMinutes(2);

  private final PointInTime snapshot;
  private final Query users;
  private final String what;
  private final Rules rules;
  private final FieldPath field;
  private final int mostStatuses;

  /**
   * @param rules name the collection of users, and the field that contains the status
   */
  public StatusCensus(Firestore firestore, Rules rules) {
    this(firestore, rules, MOST_STATUSES);
  }

  StatusCensus(Firestore firestore, Rules rules, int mostStatuses) {
    this.users = firestore.collection(rules.users().path());
    this.what = "counts of %s/".formatted(rules.users());
    this.rules = rules;
    this.field = UserDocument.path(rules.statusField());
    this.mostStatuses = mostStatuses;
    var now = Rpcs.await(users.limit(1).get(), DEADLINE, what);
    this.snapshot = new PointInTime(firestore, now.getReadTime());
  }

  /**
   * Users with one status.
   *
   * @param user one of them; empty if they have no status at all
   */
  public record Line(SubscriptionStatus status, long users, String user) {}

  private record Question(
      SubscriptionStatus status, String user, ApiFuture<AggregateQuerySnapshot> count) {}

  /**
   * Returns a line for each status, all as of one time. Statuses that are not strings may have
   * several lines.
   *
   * @throws ConfigurationException if that would take too many RPCs
   * @throws UnavailableException if Firestore does not answer
   */
  public List<Line> lines() {
    var all = snapshot.read(users.count());
    var lines = new ArrayList<Line>();
    long withStatus = 0;
    for (var question : questions()) {
      long count = Rpcs.await(question.count, DEADLINE, what).getCount();
      withStatus += count;
      lines.add(new Line(question.status, count, question.user));
    }
    long absent = Rpcs.await(all, DEADLINE, what).getCount() - withStatus;
    lines.add(new Line(new SubscriptionStatus.Absent(), absent, ""));
    return lines;
  }

  /** An index contains null, before all other values, but no missing fields. */
  private List<Question> questions() {
    var questions = new ArrayList<Question>();
    var inOrder = users.orderBy(field).select(field).limit(1);
    var found = Rpcs.await(snapshot.read(inOrder), DEADLINE, what);
    while (!found.isEmpty()) {
      if (questions.size() == mostStatuses) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "users have more than %,d different statuses: too many for --quick, not for a full plan",
                mostStatuses));
      }
      var document = found.getDocuments().getFirst();
      var value = document.get(field);
      var count = snapshot.read(users.whereEqualTo(field, value).count());
      questions.add(
          new Question(UserDocument.user(document, rules).status(), document.getId(), count));
      var next = inOrder.startAfter(new Object[] {value});
      found = Rpcs.await(snapshot.read(next), DEADLINE, what);
    }
    return questions;
  }
}
