package dev.segue.http.members.html;

import dev.segue.http.Problem;
import dev.segue.segment.Printable;
import java.util.Collection;
import java.util.List;

/**
 * The page of a problem.
 *
 * @param segments those of the rules, if the problem is an unknown segment
 */
public record ProblemView(
    String title, int status, String detail, String asked, List<Choice> segments, Links links)
    implements PageView {
  record Choice(String name, String link) {}

  public static ProblemView of(Problem problem, String asked, Links links) {
    var segments = problem.extensions().get("segments");
    return new ProblemView(
        problem.title(),
        problem.status(),
        Printable.of(problem.detail()),
        asked,
        segments instanceof Collection<?> names
            ? names.stream()
                .map(name -> new Choice(name.toString(), links.members(name.toString())))
                .toList()
            : List.of(),
        links);
  }
}
