package dev.segue.http.members.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.functions.HttpResponse;
import com.google.common.hash.Hashing;
import dev.segue.http.Problem;
import dev.segue.http.Response;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;

/** A page that may not load or run anything, or be framed. */
public record HtmlResponse(int status, Map<String, String> headers, String page)
    implements Response {

  static final String STYLE = Templates.resource("style.css");

  private static final String STYLE_HASH =
      "sha256-"
          + Base64.getEncoder().encodeToString(Hashing.sha256().hashString(STYLE, UTF_8).asBytes());

  public static HtmlResponse ok(String template, PageView view) {
    return new HtmlResponse(200, Map.of(), Templates.render(template, view));
  }

  public static HtmlResponse of(Problem problem, PageView view) {
    return new HtmlResponse(problem.status(), problem.headers(), Templates.render("problem", view));
  }

  @Override
  public void writeTo(HttpResponse response) throws IOException {
    response.setStatusCode(status);
    response.setContentType("text/html; charset=utf-8");
    response.appendHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src '%s'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            .formatted(STYLE_HASH));
    response.appendHeader("Referrer-Policy", "no-referrer");
    headers.forEach(response::appendHeader);
    response.getOutputStream().write(page.getBytes(UTF_8));
  }
}
