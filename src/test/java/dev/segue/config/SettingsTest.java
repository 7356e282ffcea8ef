package dev.segue.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void only_the_project_is_required() {
    assertThat(Settings.from(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod")))
        .isEqualTo(
            new Settings(
                "acme-prod",
                "(default)",
                "users",
                "segments",
                "segment-changes",
                "segment-dead-letters",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void on_an_emulator_the_project_has_a_default() {
    assertThat(Settings.from(Map.of("FIRESTORE_EMULATOR_HOST", "127.0.0.1:8080")).project())
        .isEqualTo("demo-segue");
  }

  @Test
  void an_empty_setting_is_unset() {
    var settings = Settings.from(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod", "SEGUE_RULES", ""));

    assertThat(settings.rules()).isEmpty();
  }

  @Test
  void a_missing_project_is_named() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Settings.from(Map.of()))
        .withMessage("GOOGLE_CLOUD_PROJECT is not set");
  }

  @ParameterizedTest
  @CsvSource({
    "GOOGLE_CLOUD_PROJECT, Acme",
    "SEGUE_DATABASE, Main",
    "SEGUE_USERS, tenants/a/users",
    "SEGUE_USERS, __users__",
    "SEGUE_SEGMENTS, ..",
    "SEGUE_TOPIC, projects/p/topics/t",
    "SEGUE_TOPIC, googly",
    "SEGUE_DEAD_LETTER_TOPIC, a",
    "FIRESTORE_EMULATOR_HOST, http://localhost:8080",
    "PUBSUB_EMULATOR_HOST, localhost"
  })
  void a_bad_setting_is_refused_by_name_and_value(String name, String value) {
    var environment = new HashMap<>(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod"));
    environment.put(name, value);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Settings.from(environment))
        .withMessageStartingWith("%s is '%s', which is not ", name, value);
  }

  @ParameterizedTest
  @CsvSource({
    "SEGUE_DEAD_LETTER_TOPIC, segment-changes, SEGUE_TOPIC",
    "SEGUE_SEGMENTS, users, SEGUE_USERS"
  })
  void a_setting_that_must_differ_from_another_is_refused(String name, String value, String other) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Settings.from(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod", name, value)))
        .withMessageStartingWith("%s is '%s', and so is %s", name, value, other);
  }
}
