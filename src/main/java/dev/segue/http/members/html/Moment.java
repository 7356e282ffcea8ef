package dev.segue.http.members.html;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment in UTC for people, in seconds, and in full for programs.
 *
 * @param iso as RFC 3339 has it
 */
record Moment(String date, String time, String iso) {
  private static final DateTimeFormatter DATE = format("uuuu-MM-dd");
  private static final DateTimeFormatter TIME = format("HH:mm:ss");

  static Moment of(Instant time) {
    return new Moment(DATE.format(time), TIME.format(time), time.toString());
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(UTC);
  }
}
