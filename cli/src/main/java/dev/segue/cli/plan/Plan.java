package dev.segue.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.MovesByTime;
import dev.segue.cli.compare.Place;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.cli.compare.UnreadableDocument;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who would change segment, and why: the contents of {@code plan.json}, which the page and the
 * table show. Two plans of the same data differ only in {@code times}.
 *
 * @param format names this shape and its version; {@code plan.schema.json} describes it
 * @param kind {@code full}, or {@code quick} if it was made from counts alone
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
  private static final String FORMAT = "dev.segue.plan.v1";
  private static final String FULL = "full";
  private static final String QUICK = "quick";
  private static final List<String> QUICK_IS_BLIND_TO =
      List.of(
          "users who are not where the rules of today put them",
          "segments without a user",
          "changes not yet published",
          "stored values that the next rules do not tell",
          "documents that cannot be read",
          "users written just now, who are left to their own event");

  private static final ObjectWriter JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writer();

  /**
   * When it was made, as ISO 8601 in UTC.
   *
   * @param now the database's time at which rules were evaluated; null in a quick plan
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

  /**
   * Figures of the whole database. A quick plan lacks those that it cannot see.
   *
   * @param moves users who would move
   * @param stays users in a segment who would not
   * @param recent users who would move, but were written just now and are left to that event
   * @param drifted users who would move under the current rules, too
   * @param toBeTimed users who would stay, but with another due time than the stored one
   * @param toBeCleared users who would stay, but have stored values that the next rules do not tell
   * @param orphans users who would move because their user document no longer exists
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
      Long toBeCleared,
      Long orphans,
      Long unpublishedDocuments,
      Long unpublishedChanges,
      Long unreadable) {
    /** Whether a backfill would write no user for the rules' sake. */
    @JsonIgnore
    public boolean isUnchanged() {
      return moves == 0 && isNone(toBeTimed) && isNone(toBeCleared);
    }

    /** Whether no user who would move was left out as recent. */
    @JsonIgnore
    public boolean isComplete() {
      return isNone(recent);
    }

    private static boolean isNone(Long users) {
      return users == null || users == 0;
    }
  }

  /** Users with a condition that could not be evaluated, and so did not hold. */
  public record ConditionFault(String segment, String fault, long users) {}

  /**
   * Users with a status that no rule lists.
   *
   * @param others how many of them have a status that is not among {@code statuses}
   */
  public record UnknownStatuses(long users, List<StatusLine> statuses, long others) {}

  public record StatusLine(String status, long users) {}

  /** Documents that cannot be read, the first of them by name. */
  public record Unreadable(long documents, List<UnreadableDocument> listed) {}

  public static Plan full(Database database, RuleSets rules, Times times, Tally tally) {
    var totals =
        new Totals(
            tally.get(Figure.USERS),
            tally.get(Figure.SEGMENT_DOCUMENTS),
            tally.get(Figure.FOREIGN_DOCUMENTS),
            tally.moves(),
            stays(tally),
            tally.recent(),
            tally.get(Figure.DRIFTED),
            tally.get(Figure.TO_BE_TIMED),
            tally.get(Figure.TO_BE_CLEARED),
            users(tally, flow -> flow.isMove() && flow.to().equals(Place.GONE)),
            tally.get(Figure.UNPUBLISHED_DOCUMENTS),
            tally.get(Figure.UNPUBLISHED_CHANGES),
            tally.get(Figure.UNREADABLE));
    var conditionFaults =
        tally.conditionFaults().entrySet().stream()
            .flatMap(
                rule ->
                    rule.getValue().entrySet().stream()
                        .map(
                            fault ->
                                new ConditionFault(
                                    rule.getKey(), fault.getKey(), fault.getValue())))
            .toList();
    var unreadable =
        tally.unreadable().stream()
            .map(it -> new UnreadableDocument(database.segments + "/" + it.document(), it.fault()))
            .toList();
    return new Plan(
        FORMAT,
        FULL,
        times,
        database,
        rules,
        totals,
        List.copyOf(tally.flows()),
        unknownStatuses(tally),
        tally.movesByTime(),
        conditionFaults,
        new Unreadable(tally.get(Figure.UNREADABLE), unreadable),
        List.of());
  }

  public static Plan quick(Database database, RuleSets rules, Times times, Tally tally) {
    long users = tally.get(Figure.USERS);
    return new Plan(
        FORMAT,
        QUICK,
        times,
        database,
        rules,
        new Totals(
            users,
            null,
            null,
            tally.moves(),
            stays(tally),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null),
        List.copyOf(tally.flows()),
        unknownStatuses(tally),
        null,
        null,
        null,
        QUICK_IS_BLIND_TO);
  }

  boolean isQuick() {
    return kind.equals(QUICK);
  }

  /** Returns {@code plan.json}. Unpaired surrogates, which UTF-8 cannot encode, become "?". */
  public byte[] json() {
    try {
      return (JSON.writeValueAsString(this) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the plan cannot be written as JSON", e);
    }
  }

  private static long stays(Tally tally) {
    return users(tally, flow -> flow.from().equals(flow.to()) && !flow.from().equals(Place.GONE));
  }

  private static long users(Tally tally, Predicate<FlowLine> which) {
    return tally.flows().stream().filter(which).mapToLong(FlowLine::users).sum();
  }

  private static UnknownStatuses unknownStatuses(Tally tally) {
    var lines =
        tally.unknownStatuses().entrySet().stream()
            .map(status -> new StatusLine(status.getKey(), status.getValue()))
            .toList();
    long users = tally.get(Figure.UNKNOWN_STATUS);
    return new UnknownStatuses(
        users, lines, users - lines.stream().mapToLong(StatusLine::users).sum());
  }
}
