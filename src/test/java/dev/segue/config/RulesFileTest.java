package dev.segue.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.collect.Streams;
import com.google.common.io.Resources;
import dev.segue.segment.Subcollection;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RulesFileTest {
  static final String GOOD =
      """
      segments:
        - name: subscriber
          subscription_status: [active, subscribed]
        - name: churned
          subscription_status: [canceled]
        - name: prospect
      default: prospect
      """;

  static final String WITH_CONDITION =
      """
      segments:
        - name: churned
          when: user.a.b == "secret" && user.c != ""
        - name: prospect
      default: prospect
      """;

  static final String WITH_DOCUMENTS =
      """
      segments:
        - name: churned
          when: subs.exists(s, s.status == "active" && user.a == s.plan.id)
        - name: prospect
      default: prospect
      """;

  @ParameterizedTest
  @CsvSource({
    "trialing, trial",
    "active, subscriber",
    "subscribed, subscriber",
    "past_due, at_risk",
    "unpaid, at_risk",
    "paused, at_risk",
    "canceled, churned",
    "incomplete, prospect",
    "incomplete_expired, prospect"
  })
  void the_packaged_rules_list_every_status_that_stripe_documents(String status, String segment)
      throws IOException {
    var packaged = Resources.toString(Resources.getResource("segments.yaml"), UTF_8);
    var assignment =
        RulesFile.parse("segments.yaml", packaged)
            .assign(new User(new SubscriptionStatus.Text(status), Instant.EPOCH), Instant.EPOCH);

    assertThat(assignment.segment().name()).isEqualTo(segment);
    assertThat(assignment.unknownStatus()).isFalse();
  }

  @Test
  void comments_spacing_and_the_order_of_statuses_do_not_change_the_hash() {
    var same =
        """
        # a comment
        default:    "prospect"
        segments:
          - {subscription_status: [subscribed, active], name: subscriber}
          - name: churned   # another
            subscription_status:
              - canceled
          - name: prospect
        """;

    assertThat(hash(same)).isEqualTo(hash(GOOD));
    assertThat(hash(GOOD.replace("canceled", "cancelled"))).isNotEqualTo(hash(GOOD));
  }

  @Test
  void the_hash_of_rules_without_conditions_never_changes() {
    assertThat(RulesFile.packaged().hash()).isEqualTo("1634f97fc0fb");
    assertThat(hash(GOOD)).isEqualTo("2f178fa26db5");
  }

  @Test
  void the_hash_distinguishes_a_condition_from_a_status() {
    var text = GOOD.replace("default", "  - {name: x, when: user.a}\ndefault");

    assertThat(hash(text.replace("[canceled]", "['true']")))
        .isNotEqualTo(hash(text.replace("subscription_status: [canceled]", "when: 'true'")));
  }

  /** A part of {@link #GOOD}, its replacement, and the message. */
  private static final String BAD =
      """
      [canceled] ~ [active] ~ line 5 column 27: status 'active' is listed twice, first in 'subscriber'
      name: churned ~ name: subscriber ~ line 4 column 11: segment 'subscriber' is listed twice
      name: churned ~ name: none ~ line 4 column 11: 'none' is reserved
      name: churned ~ name: Churned ~ line 4 column 11: 'Churned' is not a segment name
      default: prospect ~ default: default ~ line 7 column 10: 'default' is reserved
      default: prospect ~ default: prospet ~ line 7 column 10: default 'prospet' is not among the segments: churned, prospect, subscriber
      default: prospect ~ default: churned ~ line 6 column 11: segment 'prospect' has neither subscription_status nor when and is not the default, so no user can be in it
      default: prospect ~ # ~ line 1 column 1: key 'default' is missing
      name: churned ~ nome: churned ~ line 4 column 5: unknown key 'nome', expected [name, subscription_status, when]
      [canceled] ~ [canceled, 404] ~ line 5 column 37: '404' is not a string; for a number field write `when: user.subscription_status == 404`, for a string put it in quotes
      [canceled] ~ [canceled, true] ~ line 5 column 37: 'true' is not a string; for a boolean field write `when: user.subscription_status`
      [canceled] ~ canceled ~ line 5 column 26: expected a list with at least one entry
      [canceled] ~ [] ~ line 5 column 26: expected a list with at least one entry
      [canceled] ~ [[canceled]] ~ line 5 column 27: expected a string
      [canceled] ~ [''] ~ line 5 column 27: '' is not a status
      default: prospect ~ default: prospect\\ndefault: churned ~ line 8 column 1: key 'default' is given twice
      default: prospect ~ default: [ ~ line 8 column 1:
      name: churned ~ name: !!java.lang.Runtime churned ~ line 4 column 11:
      subscription_status: [canceled] ~ when: !user.vip ~ line 5 column 11: '!user.vip' is not a string; put it in quotes
      subscription_status: [canceled] ~ when: |\\n      has(user.vip) &&\\n        usr.vip ~ line 5 column 11: line 2 character 3 of the condition: 'usr' is not defined: write user.usr for a field, "usr" for a string
      subscription_status: [canceled] ~ when: user.plan == '😀' && usr.vip ~ line 5 column 11: character 21 of the condition: 'usr' is not defined: write user.usr for a field, "usr" for a string
      [canceled] ~ [canceled, false] ~ line 5 column 37: 'false' is not a string; for a boolean field write `when: !user.subscription_status`
      subscription_status: [canceled] ~ when: ~ line 5 column 10: the value is missing: write a string, or remove the key
      subscription_status: [canceled] ~ when: "staff" in user.roles ~ line 5 column 19: expected <block end>, but found '<scalar>': put the whole condition in single quotes, or below `when: |`
      subscription_status: [canceled] ~ when: user.a == "x: y" ~ mapping values are not allowed here: put the whole condition in single quotes, or below `when: |`
      subscription_status: [canceled] ~ when: user.a == "x #y" ~ character 11 of the condition: the string that begins here does not end: close the quotes
      segments: ~ field: a..b\\nsegments: ~ line 1 column 8: 'a..b' is not a field name
      segments: ~ users: [users]\\nsegments: ~ line 1 column 8: expected a string
      segments: ~ users: 7\\nsegments: ~ line 1 column 8: '7' is not a string
      segments: ~ tell: plan\\nsegments: ~ line 1 column 7: expected a list with at least one entry
      segments: ~ tell: [7]\\nsegments: ~ line 1 column 8: '7' is not a string
      segments: ~ tell: [plan]\\nsegments: ~ line 1 column 8: no condition reads 'plan', so there is no value to tell; conditions read: nothing
      [canceled] ~ ["a\\\\nb"] ~ line 5 column 27: 'a b' is not a status
      [canceled] ~ ["\\\\ud83d"] ~ line 5 column 27: '?' is not a status
      [canceled] ~ ["\\\\UFFFFFFFF"] ~ segments.yaml: cannot be read:
      """;

  /** A further key, its value, and the message. */
  private static final String BAD_KEYS =
      """
      users ~ 'members' ~ line 1 column 8: 'members' must end with /{user}, as users/{user} does
      users ~ 'members/{id}' ~ line 1 column 8: 'members/{id}' must end with /{user}, as users/{user} does
      users ~ 'members/{user}/mail' ~ line 1 column 8: 'members/{user}/mail' must end with /{user}, as users/{user} does
      users ~ 'tenants/{tenant}/users/{user}' ~ line 1 column 8: 'tenants/{tenant}/users/{user}' has a placeholder above {user}: Segue follows one collection; deploy one Segue for each
      users ~ 'apps/users/{user}' ~ line 1 column 8: 'apps/users/{user}' is not the path of a document: collections and documents must alternate, as in apps/prod/users/{user}
      users ~ 'apps//users/{user}' ~ line 1 column 8: 'apps//users/{user}' has an empty part
      users ~ '/users/{user}' ~ line 1 column 8: '/users/{user}' has an empty part
      users ~ '/{user}' ~ line 1 column 8: '/{user}' has an empty part
      users ~ '__users__/{user}' ~ line 1 column 8: '__users__/{user}' contains '__users__', which is reserved
      users ~ 'a/../users/{user}' ~ line 1 column 8: 'a/../users/{user}' contains '..', which is reserved
      users ~ 'u*s/{user}' ~ line 1 column 8: 'u*s/{user}' contains 'u*s', which is not an id
      documents ~ [subs] ~ line 1 column 12: expected a mapping with at least one entry
      documents ~ {} ~ line 1 column 12: expected a mapping with at least one entry
      documents ~ {subs: 7} ~ line 1 column 19: '7' is not a string
      documents ~ {in: 'users/{user}/subs/{sub}'} ~ line 1 column 13: 'in' cannot be a name
      documents ~ {now: 'users/{user}/subs/{sub}'} ~ 'now' cannot be a name in conditions
      documents ~ {a-b: 'users/{user}/subs/{sub}'} ~ 'a-b' cannot be a name in conditions
      documents ~ {subs: subs} ~ 'subs' must begin with users/{user}/, below users
      documents ~ {subs: 'members/{user}/subs/{sub}'} ~ 'members/{user}/subs/{sub}' must begin with users/{user}/, below users
      documents ~ {subs: 'users/{user}/subs'} ~ 'users/{user}/subs' must continue with a collection and a placeholder after {user}, as in users/{user}/subscriptions/{subscription}
      documents ~ {subs: 'users/{user}/subs/{user}'} ~ must continue with a collection
      documents ~ {subs: 'users/{user}/a/{b}/c/{d}'} ~ must continue with a collection
      documents ~ {subs: 'users/{user}/__a__/{b}'} ~ '__a__', which is reserved
      documents ~ {subs: 'users/{user}//{b}'} ~ has an empty part
      documents ~ {subs: 'users/{user}/subs/{a}', b: 'users/{user}/subs/{b}'} ~ line 1 column 47: collection 'subs' is listed twice
      documents ~ {subs: 'users/{user}/subs/{a}', subs: 'users/{user}/b/{b}'} ~ line 1 column 44: key 'subs' is given twice
      documents ~ {subs: 'users/{user}/subs/{a}', b: 'users/{user}/b/{b}'} ~ line 1 column 44: no condition reads 'b', so remove it
      tell ~ [a.b, c, d] ~ line 1 column 16: no condition reads 'd', so there is no value to tell; conditions read: a.b, c
      tell ~ [a] ~ line 1 column 8: no condition reads 'a'
      tell ~ [c, c] ~ line 1 column 11: 'c' is listed twice
      """;

  static Stream<Arguments> bad() {
    return Streams.concat(
        BAD.lines()
            .map(line -> line.translateEscapes().split(" ~ ?"))
            .map(parts -> Arguments.of((Object[]) parts)),
        BAD_KEYS.lines().map(line -> line.split(" ~ ")).map(it -> with(it[0], it[1], it[2])),
        Stream.of(
            Arguments.of(GOOD, "", ": empty"),
            Arguments.of(
                GOOD,
                "a word",
                "line 1 column 1: expected a mapping with [default, documents, field, segments, tell, users]"),
            Arguments.of(GOOD, "\u0000", "segments.yaml: cannot be read: special characters"),
            Arguments.of(
                "[canceled]", "*" + "a".repeat(9_999), "line 5 column 26: found undefined")));
  }

  private static Arguments with(String key, String value, String message) {
    var base =
        switch (key) {
          case "documents" -> WITH_DOCUMENTS;
          case "tell" -> WITH_CONDITION;
          default -> GOOD;
        };
    return Arguments.of(GOOD, "%s: %s\n%s".formatted(key, value, base), message);
  }

  @ParameterizedTest
  @CsvSource({
    "users/{user}, users",
    "customers/{user}, customers",
    "apps/prod/users/{user}, apps/prod/users"
  })
  void the_file_says_where_users_are(String path, String collection) {
    assertThat(RulesFile.parse("f", "users: '%s'\n%s".formatted(path, GOOD)).users().path())
        .isEqualTo(collection);
    assertThat(RulesFile.parse("f", GOOD).users().path()).isEqualTo("users");
  }

  @Test
  void conditions_read_documents_below_the_user() {
    var rules =
        RulesFile.parse(
            "f",
            "users: apps/prod/users/{user}\n"
                + "documents: {subs: 'apps/prod/users/{user}/subscriptions/{id}'}\n"
                + WITH_DOCUMENTS);

    assertThat(rules.documents())
        .containsExactly(
            new Subcollection(
                "subs",
                "subscriptions",
                UserField.outermost(List.of(UserField.of("status"), UserField.of("plan", "id")))));
    assertThat(rules.fields().stream().map(UserField::toString))
        .containsExactly("a", "subscription_status");
  }

  @Test
  void the_hash_covers_documents() {
    assertThat(hash("documents: {subs: 'users/{user}/a/{a}'}\n" + WITH_DOCUMENTS))
        .isEqualTo(hash("documents: {subs: 'users/{user}/a/{other}'}\n" + WITH_DOCUMENTS))
        .isNotEqualTo(hash("documents: {subs: 'users/{user}/b/{a}'}\n" + WITH_DOCUMENTS));
  }

  @Test
  void the_hash_covers_users_and_tell_and_their_defaults_leave_it_as_it_was() {
    assertThat(hash("users: users/{user}\n" + GOOD)).isEqualTo(hash(GOOD));
    assertThat(hash("tell: [c, a.b]\n" + WITH_CONDITION))
        .isEqualTo(hash("tell: [a.b, c]\n" + WITH_CONDITION));
    assertThat(
            List.of(
                hash(WITH_CONDITION),
                hash("users: customers/{user}\n" + WITH_CONDITION),
                hash("users: apps/prod/users/{user}\n" + WITH_CONDITION),
                hash("tell: [c]\n" + WITH_CONDITION),
                hash("tell: [a.b]\n" + WITH_CONDITION),
                hash("tell: [a.b, c]\n" + WITH_CONDITION)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void a_bad_file_is_refused_in_one_line_with_place_and_fault(
      String part, String instead, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> RulesFile.parse("segments.yaml", GOOD.replace(part, instead)))
        .withMessageStartingWith("segments.yaml")
        .withMessageContaining(message)
        .matches(e -> e.getMessage().lines().count() == 1, "one line")
        .matches(e -> e.getMessage().length() < 400, "not long");
  }

  @Test
  void a_file_that_expands_without_end_is_refused_at_once() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 60; i++) {
      bomb.append("a%s: &a%s [%s]\n".formatted(i, i, "*a%s,".formatted(i - 1).repeat(9)));
    }

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () ->
            assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> RulesFile.parse("segments.yaml", bomb.toString())));
  }

  private static String hash(String text) {
    return RulesFile.parse("segments.yaml", text).hash();
  }
}
