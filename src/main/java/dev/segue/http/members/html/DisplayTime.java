package dev.segue.http.members.html;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A time in UTC, to the second.
 *
 * @param iso in full, in the format of RFC 3339
 */
record DisplayTime(String date, String time, String iso) {
  private static final DateTimeFormatter DATE = format("uuuu-MM-dd");
  private static final DateTimeFormatter TIME = format("HH:mm:ss");

  static DisplayTime of(Instant time) {
    return new DisplayTime(DATE.format(time), TIME.format(time), time.toString());
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(UTC);
  }
}
