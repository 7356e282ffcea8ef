package dev.segue.http.members;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | true",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8 | true",
        "TEXT/HTML ; Q=0.5 , application/json;q=0.4 | true",
        "text/html;charset=utf-8 | true",
        "application/json;q=0, text/html;q=0.001 | true",
        "'' | false",
        "*/* | false",
        "text/* | false",
        "application/json | false",
        "application/json, text/plain, */* | false",
        "application/json, text/html | false",
        "text/html;q=0.4, application/json;q=0.5 | false",
        "text/html;q=0 | false",
        "text/html;q=0.000 | false",
        "text/htmlx | false",
        ",;q=1,,; | false",
      })
  void html_is_preferred_if_it_comes_first_or_has_a_higher_quality(String accept, boolean html) {
    assertThat(Accept.prefersHtml(List.of(accept))).isEqualTo(html);
  }

  @Test
  void several_headers_are_one_list() {
    assertThat(Accept.prefersHtml(List.of("*/*", "text/html"))).isTrue();
    assertThat(Accept.prefersHtml(List.of("text/html", "application/json"))).isFalse();
    assertThat(Accept.prefersHtml(List.of())).isFalse();
  }
}
