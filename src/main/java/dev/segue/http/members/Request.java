package dev.segue.http.members;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.functions.HttpRequest;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a caller asks.
 *
 * @param path decoded; empty where the URI has none
 */
record Request(String path, Parameters parameters) {

  /**
   * @throws ProblemException where the URI or its query cannot be read, or a parameter is given
   *     twice
   */
  static Request of(HttpRequest request) {
    return new Request(path(request.getUri()), Parameters.of(query(request)));
  }

  private static String path(String uri) {
    try {
      return requireNonNullElse(URI.create(uri).getPath(), "");
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.badRequest("the URI is not one of RFC 3986"));
    }
  }

  /** What the framework throws here is of its server's own types, which functions do not see. */
  private static Map<String, List<String>> query(HttpRequest request) {
    try {
      return request.getQueryParameters();
    } catch (RuntimeException e) {
      throw new ProblemException(Problem.badRequest("the query is not percent-encoded UTF-8"));
    }
  }
}
