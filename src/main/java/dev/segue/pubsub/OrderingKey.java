package dev.segue.pubsub;

import com.google.common.net.UrlEscapers;
import dev.segue.segment.UserId;

/** The key that keeps one user's messages in order. */
final class OrderingKey {
  /** Pub/Sub's limit is 1,024; the event id, an attribute, appends a revision and a time. */
  private static final int MAX_BYTES = 960;

  private OrderingKey() {}

  /**
   * Returns the user's id, percent-encoded as a segment of a URL's path, or the id's SHA-256 in
   * hexadecimal digits if that is too long for Pub/Sub. A push subscription can turn the key, and
   * attributes made from it, into HTTP headers, so it is printable ASCII without blanks.
   */
  static String of(UserId user) {
    var encoded = UrlEscapers.urlPathSegmentEscaper().escape(user.value());
    return encoded.length() <= MAX_BYTES ? encoded : user.hash();
  }
}
