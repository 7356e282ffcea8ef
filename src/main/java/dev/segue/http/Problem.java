package dev.segue.http;

import dev.segue.segment.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, for programs and for people.
 *
 * @param type the last part of its type's URI
 * @param extensions further members of the document
 * @param headers of the answer, besides its content type
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
record Problem(
    int status,
    String type,
    String title,
    String detail,
    Map<String, Object> extensions,
    Map<String, String> headers) {
  static final String MEDIA_TYPE = "application/problem+json";

  /** Names only, and never to be fetched, as RFC 9457 wants of a {@code tag:}. */
  private static final String TYPES = "tag:segue.dev,2026:";

  private static final String RETRY_AFTER_SECONDS = "5";

  static Problem badRequest(String detail) {
    return new Problem(400, "bad-request", "Bad request", detail, Map.of(), Map.of());
  }

  static Problem badParameter(String parameter, String fault) {
    return new Problem(
        400,
        "bad-parameter",
        "Bad parameter",
        parameter + " " + fault,
        Map.of("parameter", parameter),
        Map.of());
  }

  static Problem unknownSegment(String detail, List<String> known) {
    return new Problem(
        400, "unknown-segment", "Unknown segment", detail, Map.of("segments", known), Map.of());
  }

  static Problem noSuchPath() {
    return new Problem(
        404,
        "no-such-path",
        "No such path",
        "there are /?segment=…, /segments and /users/{id}",
        Map.of(),
        Map.of());
  }

  static Problem unknownUser(String user) {
    var detail = "no segment is kept of user '%s'".formatted(Excerpt.of(user));
    return new Problem(404, "unknown-user", "Unknown user", detail, Map.of(), Map.of());
  }

  static Problem noSuchSubscription(String detail) {
    return new Problem(
        404, "no-such-subscription", "No subscription to take from", detail, Map.of(), Map.of());
  }

  static Problem methodNotAllowed(String method) {
    return new Problem(
        405,
        "method-not-allowed",
        "Method not allowed",
        "%s: nothing here is done but GET".formatted(Excerpt.of(method)),
        Map.of(),
        Map.of("Allow", "GET"));
  }

  static Problem notAcceptable(List<String> offered) {
    return new Problem(
        406,
        "not-acceptable",
        "Not acceptable",
        "this comes as " + String.join(", ", offered),
        Map.of("media_types", offered),
        Map.of());
  }

  static Problem unreadableSegment(String fault) {
    return new Problem(
        500,
        "unreadable-segment",
        "Unreadable segment document",
        "somebody edited this user's segment document: " + fault,
        Map.of(),
        Map.of());
  }

  static Problem unavailable(String service) {
    return new Problem(
        503,
        "unavailable",
        "Unavailable",
        service + " does not answer; try again",
        Map.of(),
        Map.of("Retry-After", RETRY_AFTER_SECONDS));
  }

  Answer answer() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", TYPES + type);
    body.put("title", title);
    body.put("status", status);
    body.put("detail", detail);
    body.putAll(extensions);
    return new JsonAnswer(status, MEDIA_TYPE, headers, body);
  }
}
