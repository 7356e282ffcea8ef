package dev.segue.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a user document, and of its segment document: 1 to 1,500 bytes of UTF-8 without {@code
 * /}, and neither {@code .}, {@code ..} nor {@code __…__}.
 *
 * @see <a href="https://firebase.google.com/docs/firestore/quotas">Firestore's limits</a>
 */
public record UserId(String value) {
  private static final int MAX_BYTES = 1_500;
  private static final Pattern RESERVED = Pattern.compile("\\.|\\.\\.|__.*__", Pattern.DOTALL);

  public UserId {
    if (value.isEmpty()
        || value.contains("/")
        || value.getBytes(UTF_8).length > MAX_BYTES
        || !UTF_8.newEncoder().canEncode(value)
        || RESERVED.matcher(value).matches()) {
      throw new IllegalArgumentException("not a document id: '%s'".formatted(Excerpt.of(value)));
    }
  }

  /** Returns the user of this id; empty if no user can have it. */
  public static Optional<UserId> ifValid(String id) {
    try {
      return Optional.of(new UserId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the id's SHA-256 as 64 hexadecimal digits, for logs, which must not contain the id. */
  public String hash() {
    return Sha256.hex(value);
  }
}
