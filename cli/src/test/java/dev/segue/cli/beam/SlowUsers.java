package dev.segue.cli.beam;

import dev.segue.cli.compare.BothRules;
import dev.segue.cli.compare.Row;
import dev.segue.cli.compare.Rows;
import dev.segue.cli.scan.Range;
import dev.segue.cli.scan.RangeScan;
import dev.segue.cli.scan.UserData;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Very many users, all of them made up as they are read, from a database that takes the same time
 * for every page. One in five would move.
 */
public record SlowUsers(long number, int page, long millisPerPage)
    implements UserDataSource, UserData {
  static final RulesText TODAY =
      rules(
          "segments: [{name: trial, subscription_status: [a, b]}, {name: prospect}]\ndefault: prospect\n");
  static final RulesText NEXT =
      rules(
          "segments: [{name: trial, subscription_status: [a]}, {name: prospect}]\ndefault: prospect\n");

  @Override
  public UserData open() {
    return this;
  }

  @Override
  public List<Range> ranges(int parts) {
    return Range.cut(
        IntStream.range(1, parts).mapToObj(part -> id(number * part / parts)).toList());
  }

  @Override
  public OptionalLong countUsers() {
    return OptionalLong.of(number);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public RangeScan scan(Range range, BothRules rules) {
    return new RangeScan(
        Instant.now(),
        rows(range, i -> Rows.user(id(i), i % 5 == 0 ? "b" : "a")),
        rows(range, i -> Rows.segment(id(i), "trial", 0)));
  }

  private <T extends Row> Iterator<T> rows(Range range, LongFunction<T> row) {
    long from = range.from() == null ? 0 : Long.parseLong(range.from());
    long end = range.end() == null ? number : Long.parseLong(range.end());
    return LongStream.range(from, end)
        .peek(i -> pause((i - from) % page == 0))
        .mapToObj(row)
        .iterator();
  }

  private void pause(boolean isPage) {
    if (isPage && millisPerPage > 0) {
      try {
        Thread.sleep(millisPerPage);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static String id(long i) {
    return "%012d".formatted(i);
  }

  private static RulesText rules(String text) {
    return new RulesText("rules.yaml", text);
  }
}
