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
  void nothing_but_the_project_has_to_be_set() {
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
  void on_an_emulator_not_even_the_project_has_to_be_set() {
    assertThat(Settings.from(Map.of("FIRESTORE_EMULATOR_HOST", "127.0.0.1:8080")).project())
        .isEqualTo("demo-segue");
  }

  @Test
  void an_empty_setting_is_as_good_as_none() {
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

  @Test
  void changes_and_dead_letters_cannot_be_one_topic() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Settings.from(
                    Map.of(
                        "GOOGLE_CLOUD_PROJECT",
                        "acme-prod",
                        "SEGUE_DEAD_LETTER_TOPIC",
                        "segment-changes")))
        .withMessageContaining(
            "SEGUE_DEAD_LETTER_TOPIC is 'segment-changes', and so is SEGUE_TOPIC");
  }

  @Test
  void users_and_segments_cannot_be_one_collection() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                Settings.from(
                    Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod", "SEGUE_SEGMENTS", "users")))
        .withMessageContaining("SEGUE_SEGMENTS is 'users'");
  }
}
