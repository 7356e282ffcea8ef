package dev.segue.http;

import com.google.cloud.functions.HttpRequest;
import java.net.URI;
import java.util.List;

/**
 * What a caller asks.
 *
 * @param path the segments of the path, decoded: none for {@code /}
 * @param accept the header's value; empty where there is none
 */
record Call(String method, List<String> path, Parameters parameters, String accept) {
  private static final String ACCEPT = "Accept";

  /**
   * @throws ProblemException where the URI is none, or holds a parameter twice
   */
  static Call of(HttpRequest request) {
    var uri = uri(request.getUri());
    return new Call(
        request.getMethod(),
        path(uri.getPath()),
        Parameters.parse(uri.getRawQuery()),
        String.join(",", request.getHeaders().getOrDefault(ACCEPT, List.of())));
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
