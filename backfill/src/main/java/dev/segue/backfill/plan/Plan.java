package dev.segue.backfill.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    Unreadable unreadable,
    List<String> blindTo) {
  public static final String FORMAT = "dev.segue.plan.v1";
  public static final String FULL = "full";
  public static final String QUICK = "quick";

  /** In UTC, as ISO 8601 has it. */
  public record Times(String begun, String ended) {}

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
   * @param statuses those that lead to each segment
   */
  public record RuleSet(String file, String hash, Map<String, List<String>> statuses) {}

  /**
   * The figures of the whole database. In a quick plan those that it is blind to are missing.
   *
   * @param moves who would move
   * @param stays who would not, and is in a segment
   * @param recent who would move, but was written just now and is left to that event
   * @param drifted who would move, and is not where the rules of today put them either
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
      Long orphans,
      Long unpublishedDocuments,
      Long unpublishedChanges,
      Long unreadable) {}

  /** Users who go one way; both places are the same for those who stay. */
  public record FlowLine(String from, String to, long users, long recent, List<Example> samples) {
    /** Whether this changes anything. */
    boolean moves() {
      return !from.equals(to) && !from.equals("(unreadable)");
    }
  }

  /** A user, with the rule that puts them there and the status that it read. */
  public record Example(String user, String rule, String subscriptionStatus) {}

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
