package dev.segue.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  @Test
  void parameters_are_decoded() {
    var parameters = Parameters.parse("a=%C3%A9+%2B&b&c=x=y");

    assertThat(parameters.text("a")).contains("é +");
    assertThat(parameters.text("b")).contains("");
    assertThat(parameters.text("c")).contains("x=y");
    assertThat(parameters.text("d")).isEmpty();
  }

  @Test
  void no_query_is_no_parameters() {
    assertThat(Parameters.parse(null).values()).isEmpty();
    assertThat(Parameters.parse("").values()).isEmpty();
  }

  @Test
  void one_given_twice_is_refused() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Parameters.parse("a=1&a=1"))
        .withMessage("a is given twice");
  }

  @Test
  void an_unknown_one_is_refused_with_those_there_are() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Parameters.parse("a=1&x=1").allow("a", "b"))
        .withMessage("x is unknown: there are a, b");
  }

  @Test
  void a_number_is_read_within_its_bounds_and_has_a_default() {
    assertThat(Parameters.parse("n=1").number("n", 100, 1, 1_000)).isEqualTo(1);
    assertThat(Parameters.parse("n=1000").number("n", 100, 1, 1_000)).isEqualTo(1_000);
    assertThat(Parameters.parse("").number("n", 100, 1, 1_000)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1001", "-1", "1.5", "ten", "99999999999999999999"})
  void another_number_is_refused(String value) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Parameters.parse("n=" + value).number("n", 100, 1, 1_000))
        .withMessage("n is '%s', not a number from 1 to 1,000", value);
  }
}
