package dev.segue.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.segue.segment.Rules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Rules RULES =
      RulesFile.parse(
          "f",
          """
          users: a/b/users/{user}
          documents: {bought: 'a/b/users/{user}/orders/{order}'}
          segments: [{name: buyer, when: size(bought) > 0}, {name: other}]
          default: other
          """);

  @Test
  void only_the_project_is_required() {
    assertThat(Settings.from(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod")))
        .isEqualTo(
            new Settings(
                "acme-prod",
                "(default)",
                "segments",
                "segment-changes",
                "segment-dead-letters",
                100,
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
    "SEGUE_SEGMENTS, ..",
    "SEGUE_SEGMENTS, apps/segments",
    "SEGUE_SEGMENTS, apps//segments",
    "SEGUE_SEGMENTS, apps/prod/__segments__",
    "SEGUE_SEGMENTS, apps/{app}/segments",
    "SEGUE_TOPIC, projects/p/topics/t",
    "SEGUE_TOPIC, googly",
    "SEGUE_DEAD_LETTER_TOPIC, a",
    "SEGUE_LOG_IGNORED, all",
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
        .isThrownBy(() -> settings("SEGUE_DEAD_LETTER_TOPIC", "segment-changes"))
        .withMessageStartingWith(
            "SEGUE_DEAD_LETTER_TOPIC is 'segment-changes', and so is SEGUE_TOPIC");
  }

  @Test
  void segments_may_be_in_a_nested_collection() {
    assertThat(settings("SEGUE_SEGMENTS", "apps/prod/segments").segmentsName())
        .isEqualTo("projects/acme-prod/databases/(default)/documents/apps/prod/segments");
  }

  @Test
  void a_collection_of_users_in_the_environment_is_refused_with_the_line_to_write() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> settings("SEGUE_USERS", "members"))
        .withMessage(
            "SEGUE_USERS is 'members', but the rules file says where users are: remove the"
                + " variable, and write `users: members/{user}` into the rules file");
    assertThat(settings("SEGUE_USERS", "").segments()).isEqualTo("segments");
  }

  @ParameterizedTest
  @CsvSource({"a/b/users, users", "a/b/users/c/orders, documents"})
  void segments_cannot_be_in_a_collection_that_the_rules_read(String segments, String what) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> settings("SEGUE_SEGMENTS", segments).checkApart(RULES))
        .withMessage(
            "SEGUE_SEGMENTS is '%s', where the rules file has %s: Segue would trigger itself;"
                + " name another collection",
            segments, what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"users", "a/b/c", "a/b/users/c/segments", "a/b/users/c/orders/d/segments"})
  void segments_may_be_above_or_below_users(String segments) {
    assertThatNoException()
        .isThrownBy(() -> settings("SEGUE_SEGMENTS", segments).checkApart(RULES));
  }

  private static Settings settings(String name, String value) {
    return Settings.from(Map.of("GOOGLE_CLOUD_PROJECT", "acme-prod", name, value));
  }
}
