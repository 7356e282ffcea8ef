package dev.segue.cli.plan;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.segue.cli.compare.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who would change segment, and why: what {@code plan.json} holds, and both other forms show. Of
 * the same data it is the same but for {@code times}.
 *
 * @param format names this shape and its version; {@code plan.schema.json} describes it
 * @param kind {@code full}, or {@code quick} where it came of counts alone
 * @param blindTo what a plan of this kind cannot see
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Plan(
    String format,
    String kind,
    Times times,
    Database database,
    RuleSets rules,
    Totals totals,
    List<FlowLine> flows,
    UnknownStatuses unknownStatuses,
    MovesByTime movesByTime,
    List<ConditionFault> conditionFaults,
    Unreadable unreadable,
    List<String> blindTo) {
  public static final String FORMAT = "dev.segue.plan.v1";
  public static final String FULL = "full";
  public static final String QUICK = "quick";

  /**
   * When it was made: in UTC, as ISO 8601 has it.
   *
   * @param now the database's time at which rules were asked; a quick plan has none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Times(String begun, String now, String ended) {
    /** Times of a full plan that ends now. */
    public static Times since(Instant begun, Instant now) {
      return new Times(seconds(begun), seconds(now), seconds(Instant.now()));
    }

    /** Times of a quick plan that ends now. */
    public static Times since(Instant begun) {
      return new Times(seconds(begun), null, seconds(Instant.now()));
    }

    private static String seconds(Instant time) {
      return time.truncatedTo(SECONDS).toString();
    }
  }

  public record Database(String project, String database, String users, String segments) {}

  /** The rules of today, and those that users shall follow; the same where there are no others. */
  public record RuleSets(RuleSet current, RuleSet next) {
    boolean areSame() {
      return current.hash().equals(next.hash());
    }
  }

  /**
   * One set of rules.
   *
   * @param statusField the field that holds the status
   * @param statuses those that lead to each segment
   * @param conditions of each segment that has one
   */
  public record RuleSet(
      String file,
      String hash,
      String statusField,
      Map<String, List<String>> statuses,
      Map<String, String> conditions) {}

  /**
   * The figures of the whole database. In a quick plan those that it is blind to are missing.
   *
   * @param moves who would move
   * @param stays who would not, and is in a segment
   * @param recent who would move, but was written just now and is left to that event
   * @param drifted who would move, and is not where the rules of today put them either
   * @param toBeTimed who would not move, but is to move by time at another moment than is kept
   * @param orphans who has a segment and is no user any more; they are among those who move
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Totals(
      long users,
      Long segmentDocuments,
      Long foreignDocuments,
      long moves,
      long stays,
      Long recent,
      Long drifted,
      Long toBeTimed,
      Long orphans,
      Long unpublishedDocuments,
      Long unpublishedChanges,
      Long unreadable) {
    /** Whether everybody is where they belong, and will be moved when they should be. */
    @JsonIgnore
    public boolean isUnchanged() {
      return moves == 0 && (toBeTimed == null || toBeTimed == 0);
    }
  }

  /** Users who go one way; both places are the same for those who stay. */
  public record FlowLine(String from, String to, long users, long recent, List<Example> samples) {
    /** Whether this changes anything. */
    boolean moves() {
      return !from.equals(to) && !from.equals(Place.UNREADABLE.word());
    }
  }

  /** A user, with the rule that puts them there, and the status and the values that it read. */
  public record Example(
      String user, String rule, String subscriptionStatus, Map<String, String> values) {}

  /**
   * Who will move by time alone, if nobody writes their documents.
   *
   * @param users who moves at least once
   * @param flows every move; a user who moves twice is on two ways
   */
  public record MovesByTime(Counts users, List<TimeFlowLine> flows) {}

  /** How many within a day, a week and 30 days; the longer include the shorter. */
  public record Counts(long day, long week, long month) {}

  public record TimeFlowLine(String from, String to, Counts moves) {}

  /** For how many users a condition could not be evaluated, so that it did not hold. */
  public record ConditionFault(String segment, String fault, long users) {}

  /**
   * Users with a status that no rule lists.
   *
   * @param others how many of them have a status that is not listed here, where there are too many
   */
  public record UnknownStatuses(long users, List<StatusLine> statuses, long others) {}

  public record StatusLine(String status, long users) {}

  /** Documents that cannot be read, the first of them by name. */
  public record Unreadable(long documents, List<UnreadableLine> listed) {}

  public record UnreadableLine(String document, String fault) {}
}
