package dev.segue.pubsub;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.segue.segment.UserId;

/** The key that keeps one user's messages in order. */
final class OrderingKey {
  /** Pub/Sub's limit is 1,024; the event id, an attribute, appends a revision and a time. */
  private static final int MAX_BYTES = 960;

  private OrderingKey() {}

  /**
   * Returns the user's id, or its SHA-256 in hexadecimal digits if it is too long for Pub/Sub or
   * contains control characters or noncharacters, which CloudEvents strings must not.
   */
  static String of(UserId user) {
    return user.value().getBytes(UTF_8).length <= MAX_BYTES
            && user.value().codePoints().allMatch(OrderingKey::isAllowed)
        ? user.value()
        : user.hash();
  }

  private static boolean isAllowed(int character) {
    boolean nonCharacter =
        (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
    return !Character.isISOControl(character) && !nonCharacter;
  }
}
