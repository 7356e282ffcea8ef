package dev.segue.cel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubtsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "user.orders.size > 3 ~ user.orders.size is a field of a map; write size(user.orders) for the number of elements",
        "user.a && user.list.exists(x, x.tags.length > 3) ~ x.tags.length is a field of a map; write size(x.tags) for the number of elements",
        "user.plan == 'a' && user.x && user.plan == 'b' ~ user.plan == \"a\" and user.plan == \"b\" can never both be true; write || or in [\"a\", \"b\"]",
        "user.n != 1 || user.n != 2 ~ user.n != 1 and user.n != 2 are true together for every value; write &&",
        "!user.vip && user.x ~ !user.vip does not hold for users without the field; add !has(user.vip) || if it should",
        "'a' in user.tags || user.tags.contains('b') ~ contains() searches a string, and user.tags is used as a list; write \"…\" in user.tags",
      })
  void what_is_hardly_meant_is_doubted_with_a_remedy(String condition, String doubt) {
    assertThat(Doubts.in(CelCondition.parse(condition))).containsExactly(doubt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user.size > 3 && size(user.orders) > 3",
        "user.plan == 'a' && user.other == 'b' && user.plan == 'a'",
        "user.plan == 'a' || user.plan == 'b'",
        "user.plan != 'a' && user.plan != 'b'",
        "!has(user.vip) || !user.vip",
        "!(user.a == 1) && user.tags.all(t, t != 'a')",
        "user.name.contains('a') && 'b' in user.tags",
        "user.a.b == 1 && user.`a.b` == 2",
      })
  void what_is_sensible_is_not(String condition) {
    assertThat(Doubts.in(CelCondition.parse(condition))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "user.ends_at - now < duration('72h') || now > user.a.b + duration('1h') ~ user.a.b user.ends_at",
        "timestamp(user.ends_at) - now < duration('72h') ~ ''",
        "user.x > user.y ~ ''",
      })
  void fields_that_are_compared_with_the_time_are_found(String condition, String fields) {
    assertThat(String.join(" ", Doubts.times(CelCondition.parse(condition)))).isEqualTo(fields);
  }
}
