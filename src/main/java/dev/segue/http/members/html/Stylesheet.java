package dev.segue.http.members.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.util.Base64;

/** The one stylesheet, which stands in each page and is allowed there by its hash. */
final class Stylesheet {
  static final String TEXT = Templates.resource("style.css");

  /** As a Content-Security-Policy names it. */
  static final String HASH =
      "sha256-"
          + Base64.getEncoder().encodeToString(Hashing.sha256().hashString(TEXT, UTF_8).asBytes());

  private Stylesheet() {}
}
