package dev.segue.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import dev.segue.cli.compare.FlowLine;
import dev.segue.cli.compare.MovesByTime;
import dev.segue.cli.compare.Tally;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.cli.compare.UnreadableDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who would change segment, and why: the contents of {@code plan.json}, which the page and the
 * table show. Two plans of the same data differ only in {@code times}.
 *
 * @param format names this shape and its version; {@code plan.schema.json} describes it
 * @param kind {@code full}, or {@code quick} if it was made from counts alone
 * @param totals of the whole database; a quick plan lacks those that it cannot see
 * @param unknownStatuses users by status that no rule lists; the first of many statuses
 * @param movesByTime empty in a quick plan, like the next two
 * @param conditionFaults users with a condition that could not be evaluated, and so did not hold,
 *     by segment and fault
 * @param unreadable documents, the first of many
 * @param blindTo what a plan of this kind cannot see
 */
public record Plan(
    String format,
    String kind,
    Times times,
    Database database,
    RuleSets rules,
    Map<Figure, Long> totals,
    List<FlowLine> flows,
    Map<String, Long> unknownStatuses,
    MovesByTime movesByTime,
    Map<String, ? extends Map<String, Long>> conditionFaults,
    List<UnreadableDocument> unreadable,
    List<String> blindTo) {
  private static final String FORMAT = "dev.segue.plan.v1";
  private static final String FULL = "full";
  private static final String QUICK = "quick";
  private static final ImmutableSet<Figure> QUICK_TOTALS =
      Sets.immutableEnumSet(Figure.USERS, Figure.MOVES, Figure.STAYS, Figure.UNKNOWN_STATUS);
  private static final List<String> QUICK_IS_BLIND_TO =
      List.of(
          "users who are not where the rules of today put them",
          "segments without a user",
          "changes not yet published",
          "stored values that the next rules do not tell",
          "documents that cannot be read",
          "users written just now, who are left to their own event");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

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

  public static Plan full(Database database, RuleSets rules, Times times, Tally tally) {
    return new Plan(
        FORMAT,
        FULL,
        times,
        database,
        rules,
        totals(tally, EnumSet.allOf(Figure.class)),
        List.copyOf(tally.flows()),
        tally.unknownStatuses(),
        tally.movesByTime(),
        tally.conditionFaults(),
        tally.unreadable().stream()
            .map(it -> new UnreadableDocument(database.segments + "/" + it.document(), it.fault()))
            .toList(),
        List.of());
  }

  public static Plan quick(Database database, RuleSets rules, Times times, Tally tally) {
    return new Plan(
        FORMAT,
        QUICK,
        times,
        database,
        rules,
        totals(tally, QUICK_TOTALS),
        List.copyOf(tally.flows()),
        tally.unknownStatuses(),
        tally.movesByTime(),
        Map.of(),
        List.of(),
        QUICK_IS_BLIND_TO);
  }

  private static Map<Figure, Long> totals(Tally tally, Set<Figure> figures) {
    return Maps.toMap(figures, tally::get);
  }

  /** Returns a figure; 0 if a quick plan cannot see it. */
  public long total(Figure figure) {
    return totals.getOrDefault(figure, 0L);
  }

  /** Returns how many users have a status that no rule lists, and that is not listed here. */
  long otherUnknownStatuses() {
    return total(Figure.UNKNOWN_STATUS)
        - unknownStatuses.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isQuick() {
    return kind.equals(QUICK);
  }

  /** Returns {@code plan.json}. Unpaired surrogates, which UTF-8 cannot encode, become "?". */
  public byte[] json() {
    ObjectNode json = JSON.valueToTree(this);
    json.withObject("/totals").remove(List.of("unknown_status", "recompute"));
    json.set("unknown_statuses", JSON.valueToTree(unknownStatusLines()));
    if (isQuick()) {
      json.remove(List.of("moves_by_time", "condition_faults", "unreadable"));
    } else {
      json.set("condition_faults", JSON.valueToTree(conditionFaultLines()));
      json.set(
          "unreadable", JSON.valueToTree(new Unreadable(total(Figure.UNREADABLE), unreadable)));
    }
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the plan cannot be written as JSON", e);
    }
  }

  private UnknownStatuses unknownStatusLines() {
    var lines =
        unknownStatuses.entrySet().stream()
            .map(status -> new StatusLine(status.getKey(), status.getValue()))
            .toList();
    return new UnknownStatuses(total(Figure.UNKNOWN_STATUS), lines, otherUnknownStatuses());
  }

  private List<ConditionFault> conditionFaultLines() {
    var lines = new ArrayList<ConditionFault>();
    conditionFaults.forEach(
        (segment, faults) ->
            faults.forEach((fault, users) -> lines.add(new ConditionFault(segment, fault, users))));
    return lines;
  }

  private record UnknownStatuses(long users, List<StatusLine> statuses, long others) {}

  private record StatusLine(String status, long users) {}

  private record ConditionFault(String segment, String fault, long users) {}

  private record Unreadable(long documents, List<UnreadableDocument> listed) {}
}
