package dev.segue.http.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.http.ProblemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersRequestTest {

  @Test
  void a_parameter_has_a_value_or_is_missing() {
    var request = MembersRequest.of("/", Map.of("a", List.of("é +"), "b", List.of("")));

    assertThat(request.text("a")).contains("é +");
    assertThat(request.text("b")).contains("");
    assertThat(request.text("c")).isEmpty();
  }

  @Test
  void a_parameter_given_twice_is_refused() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> MembersRequest.of("/", Map.of("a", List.of("1", "1"))))
        .withMessage("a is given twice");
  }

  @Test
  void an_unknown_parameter_is_refused_with_those_there_are() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> request(Map.of("a", "1", "x", "1")).allow("a", "b"))
        .withMessage("x is unknown: there are a, b");
  }

  @Test
  void a_number_is_read_within_its_bounds_and_has_a_default() {
    assertThat(n("1").number("n", 100, 1, 1_000)).isEqualTo(1);
    assertThat(n("1000").number("n", 100, 1, 1_000)).isEqualTo(1_000);
    assertThat(request(Map.of()).number("n", 100, 1, 1_000)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "1001", "-1", "1.5", "ten", "99999999999999999999"})
  void another_number_is_refused(String value) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> n(value).number("n", 100, 1, 1_000))
        .withMessage("n is '%s', not a number from 1 to 1000", value);
  }

  private static MembersRequest n(String value) {
    return request(Map.of("n", value));
  }

  private static MembersRequest request(Map<String, String> parameters) {
    return new MembersRequest("/", parameters);
  }
}
