package dev.segue.http.members;

import static dev.segue.http.members.MediaType.CSV;
import static dev.segue.http.members.MediaType.JSON;
import static dev.segue.http.members.MediaType.NDJSON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  private static final List<MediaType> OFFERED = List.of(JSON, NDJSON, CSV);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | JSON",
        "*/* | JSON",
        "application/* | JSON",
        "text/* | CSV",
        "text/csv | CSV",
        "Text/CSV;charset=utf-8 | CSV",
        "application/x-ndjson | NDJSON",
        "text/csv, application/x-ndjson | NDJSON",
        "text/csv, application/x-ndjson;q=0.9 | CSV",
        "application/json;q=0.1, text/csv;q=0.2 | CSV",
        "*/*, application/json;q=0, application/x-ndjson;q=0 | CSV",
        "text/html, application/xhtml+xml, */*;q=0.8 | JSON",
        "text/html, , text/csv ; q=1.000 | CSV"
      })
  void the_type_that_the_caller_likes_best_is_chosen(String header, MediaType chosen) {
    assertThat(Accept.parse(header).choose(OFFERED)).contains(chosen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/*", "text/csv;q=0", "csv", ";", ","})
  void where_nothing_is_taken_nothing_is_chosen(String header) {
    assertThat(Accept.parse(header).choose(OFFERED)).isEmpty();
  }
}
