package dev.segue.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.segment.BadConditionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests that an author learns what to write instead. */
class MistakeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      textBlock =
          """
          user.plan = "a" ~ 10 ~ write == to compare, instead of =
          user.a == 1 and user.b == 2 ~ 12 ~ write && instead of 'and'
          user.a == 1 or user.b == 2 ~ 12 ~ write || instead of 'or'
          not user.vip ~ 0 ~ write ! instead of 'not'
          user.first-name == "x" ~ 11 ~ 'name' is not defined: write user["first-name"] for a name with a dash
          user.first name == "x" ~ 11 ~ 'name' is not expected here
          plan == "a" ~ 0 ~ 'plan' is not defined: write user.plan for a field, "plan" for a string
          user.plan == enterprise ~ 13 ~ 'enterprise' is not defined: write user.enterprise for a field, "enterprise" for a string
          user.plan.toLowerCase() == "a" ~ 21 ~ there is no function 'toLowerCase': write user.x.lowerAscii()
          user.tags.length() > 3 ~ 16 ~ there is no function 'length': write size(user.x)
          user.tags.includes("a") ~ 18 ~ there is no function 'includes': write user.x.contains("…") in a string, "…" in user.x in a list
          user.plan === "a" ~ 10 ~ write == or != instead
          user.plan <> "a" ~ 10 ~ write != instead of <>
          user.a & user.b ~ 7 ~ write && instead of &
          user?.plan == "a" ~ 4 ~ write has(user.x) && … instead of ?.
          user.plan ?? "a" == "a" ~ 10 ~ write has(user.x) ? user.x : … instead of ??
          user.x is not null ~ 7 ~ write == null or != null; has(user.x) is true if the field exists
          user.plan like "a%" ~ 10 ~ write user.x.contains("…"), startsWith("…") or matches("…")
          user.seats between 1 and 5 ~ 11 ~ write user.x >= 1 && user.x <= 5 instead of 'between'
          user.seats => 5 ~ 11 ~ write >= or <= instead
          user.vip == True ~ 12 ~ 'True' is not defined: write true
          user.x == undefined ~ 10 ~ 'undefined' is not defined: write null, or !has(user.x) for a missing field
          now > "2026-01-01T00:00:00Z" ~ 4 ~ '>' cannot be applied to a time and a string: write timestamp("2026-01-31T00:00:00Z") for a time
          now() > user.a ~ 3 ~ there is no function 'now': write now
          user.ends_at - now < "72h" ~ 19 ~ '<' cannot be applied to a duration and a string: write duration("72h") for a duration
          user.ends_at - now < 72 ~ 19 ~ '<' cannot be applied to a duration and a number: write duration("72h") for a duration
          user.ends_at - now < 3d ~ 21 ~ write a duration in hours or minutes, such as duration("72h")
          now - 3 > user.a ~ 4 ~ '-' cannot be applied to a time and a number: write duration("72h") for a duration
          user.ends_at < now + "72h" ~ 19 ~ '+' cannot be applied to a time and a string: write duration("72h") for a duration
          user.a > date("2026-01-01") ~ 13 ~ there is no function 'date': write timestamp("2026-01-31T00:00:00Z")
          user.a > 2026-01-01 ~ 9 ~ write timestamp("2026-01-31T00:00:00Z") for a date
          user.plan == "a ~ 13 ~ the string that begins here does not end: close the quotes; if it contains ' #' or ': ', put the whole condition below `when: |`
          user.plan == 'it's' ~ 18 ~ the string that begins here does not end: close the quotes; if it contains ' #' or ': ', put the whole condition below `when: |`
          (user.a && user.b ~ 17 ~ ')' is missing
          user.a && user.b) ~ 16 ~ ')' is not expected here
          user.a && ~ 9 ~ the condition ends too early
          {{user.plan}} == "a" ~ 0 ~ write the field without braces: user.x
          user.plan in ("a", "b") ~ 13 ~ write a list in square brackets: in ["a", "b"]
          user.plan in ["a" "b"] ~ 18 ~ '"b"' is not expected here
          user.plan == "a"; ~ 16 ~ remove the semicolon
          if user.vip then true ~ 0 ~ write && and ||, or condition ? value : other
          user.vip ? true ~ 15 ~ the condition ends too early
          user."first name" == "x" ~ 4 ~ write user["first name"] for a name with other characters
          user.plan == “a” ~ 13 ~ write straight quotes: " or '
          user.tags.0 == "a" ~ 9 ~ write user.x[0] for an element of a list
          user.tags.contains("a", "b") ~ 18 ~ 'contains' cannot be applied to a value and a string and a string
          user.email.endsWith("a" ~ 23 ~ ')' is missing
          exists(user.x) ~ 6 ~ exists() takes a variable and a condition: write user.x.exists(it, it == "a")
          has(user) ~ 3 ~ has() takes a field, as in has(user.x) or has(user.`first-name`)
          has(user["x"]) ~ 3 ~ has() takes a field, as in has(user.x) or has(user.`first-name`)
          User.plan == "a" ~ 0 ~ 'User' is not defined: write user
          "enterprise" ~ 0 ~ a condition must be true or false, and this is a string: compare it, as in user.x == "a"
          user.tags.exists(t == "a") ~ 16 ~ exists() takes a variable and a condition: write user.x.exists(it, it == "a")
          user.tags.map(t, t.x) ~ 0 ~ a condition must be true or false, and this is a list: compare it, as in user.x == "a"
          user.plan.matches(/a/) ~ 18 ~ write a pattern as a text: user.x.matches("^a")
          user.in == "a" ~ 5 ~ write user["name"] for a name with characters other than a-z 0-9 _, or for a word of the language
          user.plan.startswith("a") ~ 20 ~ there is no function 'startswith': write user.x.startsWith("…")
          !user.plan == "a" ~ 11 ~ '==' cannot be applied to a boolean and a string: ! applies to what follows it directly; write != or parentheses
          user.seats > 1,000 ~ 14 ~ write numbers without separators: 1000
          user.größe == 1 ~ 7 ~ write user["name"] for a name with characters other than a-z 0-9 _, or for a word of the language
          user.x > now - days(3) ~ 19 ~ there is no function 'days': write duration("72h")
          user.count++ > 1 ~ 11 ~ '+' is not expected here
          user.plan == "a" || "b" ~ 17 ~ '||' cannot be applied to a boolean and a string: write a comparison on both sides, as in user.x == "a" || user.x == "b"
          """)
  void a_mistake_is_refused_with_its_place_and_the_remedy(
      String condition, int offset, String message) {
    assertThatExceptionOfType(BadConditionException.class)
        .isThrownBy(() -> CelCondition.parse(condition))
        .withMessage(message)
        .satisfies(e -> assertThat(e.offset()).isEqualTo(offset));
  }
}
