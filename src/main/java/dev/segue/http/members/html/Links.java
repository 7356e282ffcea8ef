package dev.segue.http.members.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.segue.segment.Segment;
import dev.segue.segment.UserId;
import java.net.URLEncoder;

/**
 * Links from one page to others. They are relative, because a proxy may serve the function below a
 * path.
 *
 * @param root leads from the page to the function's own {@code /}
 */
public record Links(String root) {

  /** Returns the links of a page at {@code path}, which begins with a slash. */
  public static Links from(String path) {
    long depth = path.chars().filter(c -> c == '/').count();
    return new Links(depth <= 1 ? "./" : "../".repeat((int) depth - 1));
  }

  String segments() {
    return root + "segments";
  }

  String users() {
    return root + "users";
  }

  String user(UserId user) {
    return users() + "?id=" + encoded(user.value());
  }

  String members(String segment) {
    return root + "?segment=" + encoded(segment);
  }

  /** Returns the link to the page of a segment's members that begins at a token. */
  public String members(Segment segment, int size, String token) {
    return members(segment.name()) + "&page_size=" + size + "&page_token=" + token;
  }

  String csv(Segment segment) {
    return root + "members.csv?segment=" + segment;
  }

  String ndjson(Segment segment) {
    return root + "members.ndjson?segment=" + segment;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, UTF_8);
  }
}
