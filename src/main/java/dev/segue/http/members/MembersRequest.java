package dev.segue.http.members;

import static java.util.Objects.requireNonNullElse;

import com.google.cloud.functions.HttpRequest;
import dev.segue.http.Problem;
import dev.segue.http.ProblemException;
import dev.segue.segment.Excerpt;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request's path and its parameters. Methods throw {@link ProblemException} if a parameter is
 * invalid.
 *
 * @param path decoded; empty if the URI has none
 */
record MembersRequest(String path, Map<String, String> parameters) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  static MembersRequest of(HttpRequest request) {
    return of(path(request.getUri()), query(request));
  }

  /** Requires that each parameter is given once. */
  static MembersRequest of(String path, Map<String, List<String>> query) {
    var parameters = new LinkedHashMap<String, String>();
    query.forEach(
        (name, given) -> {
          if (given.size() > 1) {
            throw bad(name, "is given twice");
          }
          parameters.put(name, given.getFirst());
        });
    return new MembersRequest(path, parameters);
  }

  /** Requires that no other parameters are given. */
  MembersRequest allow(String... known) {
    for (var name : parameters.keySet()) {
      if (!List.of(known).contains(name)) {
        throw bad(
            name,
            known.length == 0
                ? "is unknown: there are none here"
                : "is unknown: there are " + String.join(", ", known));
      }
    }
    return this;
  }

  String required(String name) {
    return text(name).orElseThrow(() -> bad(name, "is missing"));
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  int number(String name, int byDefault, int min, int max) {
    var text = parameters.get(name);
    if (text == null) {
      return byDefault;
    }
    var number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (number < min || number > max) {
      throw bad(name, "is '%s', not a number from %s to %s".formatted(Excerpt.of(text), min, max));
    }
    return number;
  }

  static ProblemException bad(String name, String fault) {
    return new ProblemException(MemberProblems.badParameter(Excerpt.of(name), fault));
  }

  private static String path(String uri) {
    try {
      return requireNonNullElse(URI.create(uri).getPath(), "");
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.badRequest("the URI is not one of RFC 3986"));
    }
  }

  /** The framework throws exceptions of its server's types, which functions cannot see. */
  private static Map<String, List<String>> query(HttpRequest request) {
    try {
      return request.getQueryParameters();
    } catch (RuntimeException e) {
      throw new ProblemException(Problem.badRequest("the query is not percent-encoded UTF-8"));
    }
  }
}
