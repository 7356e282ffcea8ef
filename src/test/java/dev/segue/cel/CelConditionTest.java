package dev.segue.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.segue.segment.BadConditionException;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import dev.segue.segment.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelConditionTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final Map<String, Object> USER = new HashMap<>();

  static {
    USER.put("plan", "enterprise");
    USER.put("seats", 50L);
    USER.put("price", 9.5);
    USER.put("vip", true);
    USER.put("nothing", null);
    USER.put("ends_at", Instant.parse("2026-11-26T12:00:00Z"));
    USER.put("photo", new byte[] {1, 2});
    USER.put("tags", Arrays.asList("a", null, List.of("b")));
    USER.put("billing", Map.of("country", "SE", "first-name", "Ada"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.plan == 'enterprise' && user.seats >= 50 ~ HOLDS",
        "user.seats > 50 ~ DOES_NOT_HOLD",
        "user.seats == 50.0 && user.seats < 50.5 && user.price > 9 ~ HOLDS",
        "user.vip ~ HOLDS",
        "!user.vip ~ DOES_NOT_HOLD",
        "user.plan ~ WRONG_TYPE",
        "user.plan > 5 ~ WRONG_TYPE",
        "user.plan == 5 ~ DOES_NOT_HOLD",
        "user.absent == 5 ~ MISSING_FIELD",
        "has(user.absent) ~ DOES_NOT_HOLD",
        "has(user.absent) && user.absent == 5 ~ DOES_NOT_HOLD",
        "user.vip || user.absent == 5 ~ HOLDS",
        "has(user.nothing) && user.nothing == null ~ HOLDS",
        "has(user.plan.name) || user.plan == 'enterprise' ~ HOLDS",
        "has(user.billing.country.name.first) || user.billing.country == 'SE' ~ HOLDS",
        "has(user.absent.name) || has(user.absent) ~ DOES_NOT_HOLD",
        "user.tags.exists(t, has(t.name)) ~ DOES_NOT_HOLD",
        "user.nothing.x == 1 ~ MISSING_FIELD",
        "user.billing.country in ['SE', 'NO'] ~ HOLDS",
        "user['billing']['first-name'].startsWith('A') ~ HOLDS",
        "user.tags.exists(t, t == 'a') && user.tags[0] == 'a' && user.tags[2][0] == 'b' ~ HOLDS",
        "user.tags[9] == 'a' ~ OUT_OF_RANGE",
        "user.seats / 0 == 1 ~ OUT_OF_RANGE",
        "size(user.photo) == 2 ~ HOLDS",
        "user.ends_at - now < duration('73h') ~ HOLDS",
        "user.ends_at - now < duration('72h') ~ DOES_NOT_HOLD",
        "user.plan.matches('^(e|n)+') ~ HOLDS",
        "matches(user.plan, 'x') || user.plan.contains('prise') ~ HOLDS",
        "user.seats.matches('5') ~ WRONG_TYPE",
        "user.absent.contains('a') ~ MISSING_FIELD",
        "now < (user.plan.contains('e') ? user.ends_at : user.absent) ~ HOLDS",
        "user.ends_at.getFullYear() == 2026 ~ HOLDS",
        "timestamp('2026-11-23T12:00:01Z') > now ~ HOLDS",
        "true ~ HOLDS",
      })
  void a_condition_holds_or_not_or_has_a_fault(String text, Verdict verdict) {
    var condition = CelCondition.parse(text);

    assertThat(verdict(condition, UserField.pick(USER, condition.fields()))).isEqualTo(verdict);
  }

  private static final Map<String, Object> NUMBERS =
      Map.ofEntries(
          Map.entry("nan", Double.NaN),
          Map.entry("infinite", Double.POSITIVE_INFINITY),
          Map.entry("whole", 900L),
          Map.entry("half", 900.5),
          Map.entry("large", (1L << 53) + 1),
          Map.entry("m", Map.of("whole", 900L, "half", 900.5, "nan", Double.NaN)),
          Map.entry("list", List.of(Map.of("total", 900L), Map.of("total", 900.5))),
          Map.entry("plan", "team"),
          Map.entry("plans", Map.of("team", 10L, "solo", 1L)),
          Map.entry("status", " Active "),
          Map.entry("long", "x".repeat(100_000)));

  private static User user(Map<String, Object> document) {
    return new User("ada", new SubscriptionStatus.Absent(), document, NOW);
  }

  private static Verdict verdict(CelCondition condition, Map<String, Object> document) {
    return condition.test(user(document), NOW).verdict();
  }

  private static final Set<String> SUBSCRIPTIONS = Set.of("subs");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "subs.exists(s, s.status == 'active') ~ HOLDS",
        "subs.exists(s, s.status == 'paused' || s.items.exists(i, i.sku == 'x')) ~ HOLDS",
        "subs.all(s, s.status == 'active') ~ DOES_NOT_HOLD",
        "subs.exists(s, s.plan == 'gold') ~ MISSING_FIELD",
        "subs[0].document_id == 'sub_1' && subs[1]['document_id'] == 'sub_2' ~ HOLDS",
        "subs.map(s, s.document_id) == ['sub_1', 'sub_2'] ~ HOLDS",
        "size(subs) == 2 && subs.filter(s, s.status == 'active').size() == 1 ~ HOLDS",
        "subs.filter(s, s.status == 'active')[0].plan == user.plan ~ HOLDS",
        "subs.filter(s, s.status == 'active').exists(t, t.plan == 'basic') ~ DOES_NOT_HOLD",
        "subs[0].trial_end - now < duration('72h') ~ HOLDS",
        "subs.exists(s, has(s.trial_end) && now < s.trial_end) ~ HOLDS",
        "subs[2].status == 'active' ~ OUT_OF_RANGE",
      })
  void documents_are_a_list(String text, Verdict verdict) {
    var condition = CelCondition.parse(text, SUBSCRIPTIONS);
    var first = new HashMap<String, Object>();
    first.put("document_id", "sub_1");
    first.put("status", "canceled");
    first.put("trial_end", NOW.plusSeconds(1));
    first.put("items", List.of(Map.of("sku", "x")));
    Map<String, Object> second =
        Map.of("document_id", "sub_2", "status", "active", "plan", "enterprise");
    var user =
        new User(
            "ada",
            new SubscriptionStatus.Absent(),
            USER,
            Map.of("subs", List.of(first, second)),
            NOW);

    assertThat(condition.test(user, NOW).verdict()).isEqualTo(verdict);
  }

  @Test
  void more_documents_than_are_read_are_too_many() {
    var condition = CelCondition.parse("size(subs) > 1", SUBSCRIPTIONS);

    assertThat(condition.test(withDocuments(100), NOW).verdict()).isEqualTo(Verdict.HOLDS);
    assertThat(condition.test(withDocuments(101), NOW).verdict()).isEqualTo(Verdict.TOO_MANY);
    assertThat(CelCondition.parse("true").test(withDocuments(101), NOW).verdict())
        .isEqualTo(Verdict.HOLDS);
  }

  private static User withDocuments(int number) {
    var documents = Collections.nCopies(number, Map.<String, Object>of("document_id", "sub"));
    return new User(
        "ada", new SubscriptionStatus.Absent(), Map.of(), Map.of("subs", documents), NOW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "subs.exists(s, s.status == user.x) && subs[0].a.b == 1 && has(subs[0].a.c) ~ a.b a.c status",
        "subs.filter(s, s.a == 1).exists(t, t.b == 2) ~ a b",
        "subs.filter(s, s.a == 1).filter(s, s.b == 1)[user.n].c ~ a b c",
        "subs.filter(s, s.document_id != 'x').size() > 1 ~ ''",
        "subs.map(s, s.a > 1, s.b + s.c)[0] == 'x' ~ a b c",
        "subs.exists(s, user.l.exists(s, s == 1) && s.a == 1) ~ a",
        "subs.exists(s, subs.exists(t, s.a == t.b)) ~ a b",
        "size(subs) > 1 ~ ''",
      })
  void the_fields_read_of_documents_are_those_that_a_condition_names(String text, String fields) {
    assertThat(
            CelCondition.parse(text, SUBSCRIPTIONS).documents().get("subs").stream()
                .map(UserField::toString))
        .containsExactly(fields.isEmpty() ? new String[0] : fields.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "subs.exists(s, s == user.x) ~ not read 'subs' as a whole",
        "subs == [] ~ not read 'subs' as a whole",
        "subs.map(s, s).size() > 1 ~ not read 'subs' as a whole",
        "user.x in subs[0] ~ not read 'subs' as a whole",
        "subs.exists(s, s[user.x] == 1) ~ not compute a key",
        "subs.exists(s, s.exists(k, k == 'a')) ~ not read 'subs' as a whole",
        "user.a.exists(subs, subs == 1) ~ cannot be the name of a variable",
        "subs > 1 ~ cannot be applied to a list",
        "others.exists(s, s.a) ~ is not defined",
      })
  void conditions_name_what_they_read_of_documents(String text, String message) {
    assertThatExceptionOfType(BadConditionException.class)
        .isThrownBy(() -> CelCondition.parse(text, SUBSCRIPTIONS))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.plan == 'a' ~ plan",
        "has(user.a.b) || user.a.c > 1 ~ a.b a.c",
        "has(user.a) && user.a.c > 1 ~ a",
        "user.tags.exists(t, t.name == user.plan) ~ plan tags",
        "user.tags[0].name == 'x' ~ tags",
        "user['a']['b-c'] == 1 ~ a.b-c",
        "user.a.b.size() > 1 ~ a.b",
        "user.prices[user.plan] == 1 ~ plan prices",
        "user.a.b[user.c].d == 1 ~ a.b c",
        "user.a.exists(k, v, v.b == k) ~ a",
        "user_id == 'ada' ~ ''",
        "now > timestamp('2027-01-01T00:00:00Z') ~ ''",
        "user.ends_at - now < duration('1h') ~ ends_at",
      })
  void the_fields_that_a_condition_reads_are_those_that_it_names(String text, String fields) {
    assertThat(CelCondition.parse(text).fields().stream().map(UserField::toString))
        .containsExactly(fields.isEmpty() ? new String[0] : fields.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "user == 1 ~ 5 ~ cannot be applied to a map and a number",
        "size(user) > 3 ~ 5 ~ as a whole",
        "user.exists(k, k == 'a') ~ 0 ~ as a whole",
        "user[user.key] == 1 ~ 9 ~ not compute a key",
        "user.a.exists(user_id, user_id == 1) ~ 13 ~ cannot be the name of a variable",
        "user.a + ~ 8 ~ ends too early",
        "foo(user.a) ~ 3 ~ there is no function 'foo'",
        "user.a == usr.b ~ 10 ~ 'usr' is not defined",
        "size(user.a) ~ 0 ~ and this is a number",
        "size(user.a) == 'x' ~ 13 ~ cannot be applied to a number and a string",
        "user_id == 1 ~ 8 ~ cannot be applied to a string and a number",
        "user.a + user.b ~ 0 ~ a condition must be true or false, and this is computed",
        "user.__a__ == 1 ~ 4 ~ not a field name",
        "user.a.exists(now, now == 1) ~ 13 ~ cannot be the name of a variable",
        "now == user.a ~ 0 ~ must be compared",
        "now.getFullYear() == 2026 ~ 0 ~ must be compared",
        "now - user.a < now - user.b ~ 0 ~ must be compared",
        "user.a.map(t, t - now).exists(d, d < duration('1h')) ~ 18 ~ must be compared",
        "duration(string(now - user.a)) < user.b ~ 16 ~ must be compared",
        "user.a < duration('3d') ~ 18 ~ '3d' is not a duration: write hours, minutes or seconds,"
            + " such as \"72h\"",
        "user.a < duration('2 Weeks') ~ 18 ~ \"336h\"",
        "user.a < duration('90 min') ~ 18 ~ \"90m\"",
        "user.a < duration('2 months') ~ 18 ~ such as \"72h\"",
        "now < timestamp('2026-01-02') ~ 16 ~ '2026-01-02' is not a time: write date, time and"
            + " offset, such as \"2026-01-02T00:00:00Z\"",
        "user.a < timestamp('2026-01-02 10:00:00') ~ 19 ~ \"2026-01-02T10:00:00Z\"",
        "user.a < timestamp('2026-01-02T10:00+0200') ~ 19 ~ \"2026-01-02T10:00:00+02:00\"",
        "user.a < timestamp('2026-02-30T00:00:00Z') ~ 19 ~ there is no such date and time",
        "user.a.exists(x, x < timestamp('today')) ~ 31 ~ 'today' is not a time",
        "user.a.getHours('Europe/Wien') == 1 ~ 16 ~ 'Europe/Wien' is not a time zone: write a name"
            + " or an offset",
        "user.a == int('x') ~ 14 ~ 'x' can never be evaluated",
        "user.a.matches('[') ~ 15 ~ '[' is not a pattern of RE2: missing closing ]",
        "matches(user.a, '(?=x)y') ~ 16 ~ '(?=x)y' is not a pattern of RE2: invalid or unsupported"
            + " Perl syntax",
        "user.a.matches('a{500}b{600}') ~ 15 ~ compiles to 1,102 instructions, more than 1,000",
        "user.a.replace(user.b, '') == 'x' ~ 19 ~ what is searched for must be written as a string in quotes",
        "user.a.split(user.b)[0] == 'x' ~ 17 ~ what is searched for must be written as a string in quotes",
        "user.a.matches(user.b) ~ 19 ~ a pattern must be written as a text in quotes",
      })
  void an_invalid_condition_is_refused_with_the_place_of_the_fault(
      String text, int offset, String message) {
    assertThatExceptionOfType(BadConditionException.class)
        .isThrownBy(() -> CelCondition.parse(text))
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "now < user.ends_at ~ 2026-11-26T12:00:00Z",
        "now >= user.ends_at ~ 2026-11-26T12:00:00Z",
        "now <= user.ends_at ~ 2026-11-26T12:00:00.000001Z",
        "now > user.ends_at ~ 2026-11-26T12:00:00.000001Z",
        "user.ends_at > now ~ 2026-11-26T12:00:00Z",
        "user.ends_at - now < duration('48h') ~ 2026-11-24T12:00:00.000001Z",
        "user.ends_at - now <= duration('48h') ~ 2026-11-24T12:00:00Z",
        "user.ends_at - now <= duration('72h') ~ ''",
        "user.ends_at - now < duration('72h') ~ 2026-11-23T12:00:00.000001Z",
        "now - user.ends_at >= duration('24h') ~ 2026-11-27T12:00:00Z",
        "duration('24h') <= now - user.ends_at ~ 2026-11-27T12:00:00Z",
        "now + duration('24h') > user.ends_at ~ 2026-11-25T12:00:00.000001Z",
        "duration('24h') + now >= user.ends_at ~ 2026-11-25T12:00:00Z",
        "(now - duration('1h')) - user.ends_at >= duration('1h') ~ 2026-11-26T14:00:00Z",
        "user.ends_at - (now - duration('1h')) <= duration('1h') ~ 2026-11-26T12:00:00Z",
        "now >= user.ends_at + duration('0.0000005s') ~ 2026-11-26T12:00:00.000001Z",
        "now + (user.ends_at - user.ends_at) >= user.ends_at ~ 2026-11-26T12:00:00Z",
        "now < user.absent ~ ''",
        "now < user.plan ~ ''",
        "user.vip || now < user.ends_at ~ ''",
        "user.absent || now < user.ends_at ~ 2026-11-26T12:00:00Z",
        "[9, 7, 8].exists(d, now > user.ends_at + duration(string(d) + 'h')) ~"
            + " 2026-11-26T19:00:00.000001Z",
        "[user.ends_at].exists(t, now >= t && now < t + duration('1h')) ~ 2026-11-26T12:00:00Z",
        "['3h', '1h', '2h'].exists(d, user.ends_at - now < duration(d)) ~"
            + " 2026-11-26T09:00:00.000001Z",
        "['3h', '1h', '2h'].all(d, user.ends_at - now < duration(d)) ~ 2026-11-26T09:00:00.000001Z",
        "['3h', '1h', '2h'].filter(d, user.ends_at - now < duration(d)).size() > 1 ~"
            + " 2026-11-26T09:00:00.000001Z",
        "{'a': user.ends_at}.exists(k, t, k == 'a' && now > t) ~ 2026-11-26T12:00:00.000001Z",
        "[1].exists(x, [2].all(y, x + y < 3 || now >= user.ends_at)) ~ 2026-11-26T12:00:00Z",
        "now < timestamp('9999-12-31T23:59:59Z') + (user.ends_at - user.ends_at) ~"
            + " 9999-12-31T23:59:59Z",
        "now <= timestamp('9999-12-31T23:59:59.999999Z') ~ ''",
      })
  void a_condition_changes_first_when_a_comparison_that_it_reached_changes(
      String text, String moment) {
    var condition = CelCondition.parse(text);

    assertThat(condition.readsTime()).isTrue();
    assertThat(condition.test(user(UserField.pick(USER, condition.fields())), NOW).next())
        .isEqualTo(
            moment.isEmpty() ? Optional.<Instant>empty() : Optional.of(Instant.parse(moment)));
  }

  @ParameterizedTest
  @CsvSource({
    "user.nan < 5",
    "user.nan >= 5",
    "5 > user.nan",
    "user.nan <= user.nan",
    "50u < user.nan",
    "!(user.nan < 50)",
    "user.nan + 1 > 0",
  })
  void nan_has_no_order(String text) {
    assertThat(verdict(CelCondition.parse(text), NUMBERS)).isEqualTo(Verdict.NOT_A_NUMBER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.nan != 5 && user.nan != user.nan && !(user.nan == 5.0)",
        "user.m['half'] > 800 && user.m['whole'] > 800 && user.m['whole'] > 800.0",
        "user.m['half'] > user.m['whole'] && user.m['whole'] >= user.whole",
        "user.list.exists(o, o['total'] > 900) && user.list[1]['total'] == 900.5",
        "user.list.exists(o, o.total == 900) && user.m['whole'] == 900.0",
        "user.list.map(o, o['total']).exists(t, t == 900 && t != 900.5)",
        "user.half > 0.8 * user.whole && user.half + user.whole == 1800.5",
        "user.half - user.whole == 0.5 && user.whole / user.half < 1 && user.whole / 2.0 == 450",
        "double(user.whole) == 900 && size(user.list) == 2.0 && user.large != 9007199254740992.0",
        "size(user.list) * 1.5 == 3 && user.m['whole'] * 2 == 1800 && user.m['half'] * 2 == 1801",
        "user.list.map(o, o.total).sum() == 1800.5 && [1, 2].sum() == 3 && [].sum() == 0",
        "user.large > 9007199254740992.0 && user.large == 9007199254740993",
        "user.large > -1e300 && user.large < 1e300 && user.large < user.infinite",
        "50u < user.half && 900u == user.whole && user.whole <= 900u",
      })
  void integers_and_doubles_compare_and_compute(String text) {
    assertThat(verdict(CelCondition.parse(text), NUMBERS)).isEqualTo(Verdict.HOLDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.status.trim().lowerAscii() == 'active' ~ HOLDS",
        "user.status.upperAscii() == ' ACTIVE ' ~ HOLDS",
        "user.status.replace(' ', '').split('t') == ['Ac', 'ive'] ~ HOLDS",
        "user.list.lowerAscii() == 'a' ~ WRONG_TYPE",
        "user.status.replace('', user.status.replace('', user.long)) == '' ~ TOO_COSTLY",
        "user_id in ['ada', 'bob'] && user_id.startsWith('a') ~ HOLDS",
        "bucket(user_id, 100) == 57 && bucket('new-pricing/' + user_id, 10) < 10 ~ HOLDS",
        "bucket(user_id, user.list.size() - 2) == 0 ~ WRONG_TYPE",
        "user.plans[user.plan] == 10 && user.plan in user.plans ~ HOLDS",
        "user.plans[user.status] == 10 ~ MISSING_FIELD",
        "user.plans.exists(name, limit, name == user.plan && limit > 9) ~ HOLDS",
        "user.plans.all(name, limit, limit > 1) ~ DOES_NOT_HOLD",
        "user.list.exists(i, o, i == 1 && o.total == 900.5) ~ HOLDS",
        "user.plans.transformList(name, limit, limit > 1, name) == ['team'] ~ HOLDS",
        "user.plans.transformMap(name, limit, limit * 2)['team'] == 20 ~ HOLDS",
        "user.list.map(o, string(o.total)).sum() == 0 ~ WRONG_TYPE",
        "type(user.plan) == string && type(user.plans) != list && user.list[0] == {'total': 900} ~"
            + " HOLDS",
        "timestamp('2026-11-23T12:00:00Z') != null && user.plan != null ~ HOLDS",
      })
  void texts_maps_and_ids_can_be_tested(String text, Verdict verdict) {
    assertThat(verdict(CelCondition.parse(text), NUMBERS)).isEqualTo(verdict);
  }

  @Test
  void a_document_cannot_keep_a_condition_busy() {
    var condition =
        CelCondition.parse("user.a.all(x, user.a.all(y, user.a.all(z, x == y && y == z)))");
    var list = Collections.nCopies(100_000, 1L);

    assertThat(verdict(condition, Map.of("a", list))).isEqualTo(Verdict.TOO_COSTLY);
  }

  @ParameterizedTest
  @CsvSource({"1000, DOES_NOT_HOLD", "100000, TOO_COSTLY"})
  void a_search_within_a_loop_is_limited(int length, Verdict verdict) {
    var condition = CelCondition.parse("user.a.exists(x, x + 1 in user.a)");
    Map<String, Object> document = Map.of("a", Collections.nCopies(length, 1L));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(verdict(condition, document)).isEqualTo(verdict));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.text.matches('^test[0-9]+@') ~ 10000 ~ DOES_NOT_HOLD",
        "user.text.matches('a.{300}b') ~ 1000 ~ DOES_NOT_HOLD",
        "user.text.matches('a.{300}b') ~ 500000 ~ TOO_COSTLY",
        "user.text.contains('aab') ~ 500000 ~ DOES_NOT_HOLD",
        "user.text.contains(user.part) ~ 500000 ~ TOO_COSTLY",
        "user.list.all(x, !user.text.matches('a.{9}b')) ~ 300 ~ HOLDS",
        "user.list.all(x, !user.text.matches('a.{300}b')) ~ 1000 ~ TOO_COSTLY",
        "user.list.all(x, user.list.all(y, !x.matches('a.{300}b'))) ~ 10 ~ TOO_COSTLY",
        "user.list.all(x, !user.text.contains(x)) ~ 100000 ~ TOO_COSTLY",
      })
  void a_search_in_a_text_is_limited_by_counted_steps(String text, int length, Verdict verdict) {
    Map<String, Object> document =
        Map.of(
            "text", "a".repeat(length),
            "part", "a".repeat(length / 2) + "b",
            "list", Collections.nCopies(90, "a".repeat(50) + "b"));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(verdict(CelCondition.parse(text), document)).isEqualTo(verdict));
  }
}
