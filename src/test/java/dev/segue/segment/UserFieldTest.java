package dev.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserFieldTest {
  private static final UserField COUNTRY = UserField.parse("billing.address.country");

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "__name__", "a.__b__", "a\nb"})
  void an_invalid_field_name_is_refused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserField.parse(path))
        .withMessageContaining("is not a field name");
  }

  @Test
  void fields_within_others_are_not_read_twice() {
    assertThat(
            UserField.outermost(
                List.of(
                    COUNTRY,
                    UserField.parse("billing.address"),
                    UserField.parse("billing.addresses"),
                    UserField.of("a.b"),
                    UserField.of("a", "b"))))
        .containsExactlyInAnyOrder(
            UserField.parse("billing.address"),
            UserField.parse("billing.addresses"),
            UserField.of("a.b"),
            UserField.of("a", "b"));
  }

  @Test
  void fields_with_different_names_are_written_differently() {
    assertThat(UserField.of("a", "b")).hasToString("a.b");
    assertThat(UserField.of("a.b")).hasToString("`a.b`");
    assertThat(UserField.of("a`.`b")).hasToString("`a\\`.\\`b`");
    assertThat(UserField.of("`a", "b`")).hasToString("`\\`a`.`b\\``");
    assertThat(UserField.of("a\\", "first name")).hasToString("a\\.first name");
  }

  @Test
  void only_the_fields_of_a_document_are_picked() {
    var document =
        Map.of("billing", Map.of("address", Map.of("country", "SE", "city", "Umeå")), "x", 1L);

    assertThat(UserField.pick(document, List.of(COUNTRY)))
        .isEqualTo(Map.of("billing", Map.of("address", Map.of("country", "SE"))));
  }

  @Test
  void missing_maps_on_the_path_to_a_field_become_empty_maps() {
    for (var document :
        List.of(
            Map.<String, Object>of(),
            Map.of("billing", "none"),
            Map.of("billing", Map.of("address", 7L)))) {
      assertThat(UserField.pick(document, List.of(COUNTRY)))
          .isEqualTo(Map.of("billing", Map.of("address", Map.of())));
      assertThat(COUNTRY.value(document)).isEmpty();
      assertThat(COUNTRY.excerpt(document)).isEqualTo("(missing)");
    }
  }

  @Test
  void a_value_is_displayed_or_its_type_if_it_is_bytes_an_array_or_a_map() {
    var time = Instant.parse("2026-11-23T00:00:00Z");
    var values = new HashMap<String, Object>();
    values.put("text", "x".repeat(200));
    values.put("number", 5L);
    values.put("fraction", 0.5);
    values.put("bool", true);
    values.put("time", time);
    values.put("null", null);
    values.put("list", List.of());
    values.put("map", Map.of());
    values.put("bytes", new byte[3]);

    assertThat(values.keySet().stream().sorted().map(key -> UserField.of(key).excerpt(values)))
        .containsExactly(
            "true",
            "(bytes)",
            "0.5",
            "(array)",
            "(map)",
            "(null)",
            "5",
            "x".repeat(100),
            time.toString());
  }
}
