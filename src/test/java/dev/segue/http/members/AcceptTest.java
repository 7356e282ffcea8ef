package dev.segue.http.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "TEXT/HTML ; Q=0.5 , application/json;q=0.4",
        "text/html;charset=utf-8",
        "application/json;q=0, text/html;q=0.001",
      })
  void these_prefer_html(String accept) {
    assertThat(Accept.prefersHtml(List.of(accept))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/*",
        "application/json",
        "application/json, text/plain, */*",
        "application/json, text/html",
        "text/html;q=0.4, application/json;q=0.5",
        "text/html;q=0",
        "text/html;q=0.000",
        "text/htmlx",
        ",;q=1,,;",
      })
  void these_do_not_prefer_html(String accept) {
    assertThat(Accept.prefersHtml(List.of(accept))).isFalse();
  }

  @Test
  void several_headers_are_one_list() {
    assertThat(Accept.prefersHtml(List.of("*/*", "text/html"))).isTrue();
    assertThat(Accept.prefersHtml(List.of("text/html", "application/json"))).isFalse();
    assertThat(Accept.prefersHtml(List.of())).isFalse();
  }
}
