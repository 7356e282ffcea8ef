package dev.segue.http.members;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens for where the next page begins: a version, a check, and the last user's id, in Base64 for
 * URLs.
 *
 * <p>The check is a hash over the collection, the segment and the id. It refuses tokens that are
 * damaged or come from another query. It is not a secret: a caller who forges a token gets a page
 * of a segment that they may read anyway.
 *
 * @param collection full name of the collection of segment documents
 */
record PageTokens(String collection) {
  private static final byte VERSION = 1;
  private static final int CHECK_BYTES = 12;
  private static final int ID_AT = 1 + CHECK_BYTES;

  String write(Segment segment, UserId last) {
    var id = last.value().getBytes(UTF_8);
    var token =
        ByteBuffer.allocate(ID_AT + id.length).put(VERSION).put(check(segment, id)).put(id).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Returns the user in {@code token}; empty if it is not a token of this query. */
  Optional<UserId> read(Segment segment, String token) {
    try {
      var bytes = Base64.getUrlDecoder().decode(token);
      var user = new UserId(new String(bytes, ID_AT, bytes.length - ID_AT, UTF_8));
      return write(segment, user).equals(token) ? Optional.of(user) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** Unambiguous, as neither a segment's name nor an id contains a slash. */
  private byte[] check(Segment segment, byte[] id) {
    var text = "%s/%s/%s".formatted(collection, segment, new String(id, UTF_8));
    return Arrays.copyOf(Hashing.sha256().hashString(text, UTF_8).asBytes(), CHECK_BYTES);
  }
}
