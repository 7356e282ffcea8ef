package dev.segue.http.members.html;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment for people and, in full, for programs.
 *
 * @param text in seconds, UTC
 */
record Moment(String text, String iso) {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(UTC);

  static Moment of(Instant time) {
    return new Moment(SECONDS.format(time), time.toString());
  }
}
