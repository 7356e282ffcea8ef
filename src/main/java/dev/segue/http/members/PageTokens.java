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
 * Says in a caller's hands where the next page begins: a version, a check, and the last user's id,
 * in Base64 for URLs.
 *
 * <p>The check is a hash over the query and the id: a token that was damaged, or comes from another
 * segment or another database, is told from one of this query's. There is no secret in it. Whoever
 * makes one up by these rules gets to begin a page where they like, in a segment whose every page
 * they may ask for anyway.
 *
 * @param collection full name of the collection that is read
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

  /** Returns the user whom {@code token} names; empty where it is not one of this query's. */
  Optional<UserId> read(Segment segment, String token) {
    try {
      var bytes = Base64.getUrlDecoder().decode(token);
      var user = new UserId(new String(bytes, ID_AT, bytes.length - ID_AT, UTF_8));
      return write(segment, user).equals(token) ? Optional.of(user) : Optional.empty();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /** No slash is in a segment's name or an id, so nothing is ambiguous. */
  private byte[] check(Segment segment, byte[] id) {
    var text = "%s/%s/%s".formatted(collection, segment, new String(id, UTF_8));
    return Arrays.copyOf(Hashing.sha256().hashString(text, UTF_8).asBytes(), CHECK_BYTES);
  }
}
