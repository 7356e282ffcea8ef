package dev.segue.http;

import dev.segue.segment.Excerpt;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a request failed, for programs and for people.
 *
 * @param type the last part of the type's URI
 * @param extensions further members of the document
 * @param headers further headers of the response
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public record Problem(
    int status,
    String type,
    String title,
    String detail,
    Map<String, Object> extensions,
    Map<String, String> headers) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** Identifiers that cannot be fetched, as RFC 9457 recommends {@code tag:} for. */
  private static final String TYPES = "tag:segue.dev,2026:";

  private static final String RETRY_AFTER_SECONDS = "5";

  /** Returns a problem without extensions or headers. */
  public static Problem of(int status, String type, String title, String detail) {
    return new Problem(status, type, title, detail, Map.of(), Map.of());
  }

  public static Problem badRequest(String detail) {
    return of(400, "bad-request", "Bad request", detail);
  }

  public static Problem methodNotAllowed(String method, String allowed) {
    return new Problem(
        405,
        "method-not-allowed",
        "Method not allowed",
        "the method is %s, but must be %s".formatted(Excerpt.of(method), allowed),
        Map.of(),
        Map.of("Allow", allowed));
  }

  public static Problem unavailable(String service) {
    return new Problem(
        503,
        "unavailable",
        "Unavailable",
        service + " does not answer; try again",
        Map.of(),
        Map.of("Retry-After", RETRY_AFTER_SECONDS));
  }

  public Response response() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", TYPES + type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.putAll(extensions);
    return new JsonResponse(status, MEDIA_TYPE, headers, body);
  }
}
