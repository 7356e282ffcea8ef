package dev.segue.http.members;

import com.google.cloud.functions.HttpRequest;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a caller asks.
 *
 * @param path the segments of the path, decoded: none for {@code /}
 * @param accept the header's value; empty where there is none
 */
record Request(String method, List<String> path, Parameters parameters, String accept) {
  private static final String ACCEPT = "Accept";

  /**
   * @throws ProblemException where the URI or its query cannot be read, or a parameter is given
   *     twice
   */
  static Request of(HttpRequest request) {
    return new Request(
        request.getMethod(),
        path(uri(request.getUri()).getPath()),
        Parameters.of(query(request)),
        String.join(",", request.getHeaders().getOrDefault(ACCEPT, List.of())));
  }

  /** What the framework throws here is of its server's own types, which functions do not see. */
  private static Map<String, List<String>> query(HttpRequest request) {
    try {
      return request.getQueryParameters();
    } catch (RuntimeException e) {
      throw new ProblemException(Problem.badRequest("the query is not percent-encoded UTF-8"));
    }
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.badRequest("the URI is not one of RFC 3986"));
    }
  }

  private static List<String> path(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }
}
