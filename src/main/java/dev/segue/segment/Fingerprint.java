package dev.segue.segment;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.SortedMap;

/** Which documents of a user were seen, in which versions. */
public final class Fingerprint {
  private static final int DIGITS = 16;

  private Fingerprint() {}

  /**
   * Returns 16 hexadecimal digits that differ if a document was written, created or deleted.
   *
   * @param versions the update time of each document, by its name
   */
  public static String of(SortedMap<String, Instant> versions) {
    var lines =
        versions.entrySet().stream()
            .map(it -> it.getKey().length() + " " + it.getKey() + " " + it.getValue() + "\n")
            .collect(joining());
    return Sha256.hex(lines).substring(0, DIGITS);
  }
}
