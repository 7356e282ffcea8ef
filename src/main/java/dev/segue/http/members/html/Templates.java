package dev.segue.http.members.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renders templates, which escape HTML. They are read on the first request for a page, so that no
 * start waits for them.
 */
final class Templates {
  private static final Mustache.Compiler MUSTACHE =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withLoader(name -> new StringReader(resource(name + ".mustache")));

  private static final Map<String, Template> TEMPLATES = new ConcurrentHashMap<>();

  private Templates() {}

  static String render(String template, PageView view) {
    return TEMPLATES.computeIfAbsent(template, Templates::compile).execute(view);
  }

  static String resource(String name) {
    try {
      return Resources.toString(Resources.getResource(Templates.class, name), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static Template compile(String name) {
    return MUSTACHE.compile(resource(name + ".mustache"));
  }
}
