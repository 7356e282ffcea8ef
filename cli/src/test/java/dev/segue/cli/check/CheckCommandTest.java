package dev.segue.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CheckCommandTest {
  private static final String RULES =
      """
      segments:
        - name: big
          subscription_status: [active]
          when: user.seats >= 50
        - name: ending
          subscription_status: [trialing, active]
          when: user.ends_at - now < duration("72h")
        - name: others
      default: others
      """;

  private static final String HOLDS =
      """
      - why: it ends soon
        now: 2026-11-23T12:00:00Z
        user: {subscription_status: trialing, ends_at: 2026-11-25T12:00:00Z}
        segment: ending
      """;

  @TempDir Path folder;

  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();

  @Test
  void valid_rules_are_reported_with_what_they_read() throws IOException {
    assertThat(check(RULES, null)).isZero();
    assertThat(output.toString())
        .contains(
            "next.yaml is valid: 3 segments, hash ",
            "Reads of users/{user}: ends_at, seats, subscription_status.",
            "Stores and publishes values of: the status.",
            "Time alone moves users, by: ending.",
            "Indexes: no change",
            "Compared with now, so it must be a timestamp: user.ends_at. Write timestamp(user.ends_at)",
            "No examples: ",
            "next.test.yaml is not there");
  }

  @Test
  void the_collection_of_users_and_the_told_values_are_shown() throws IOException {
    assertThat(check("users: a/b/c/{user}\ntell: [seats]\n" + RULES, null)).isZero();
    assertThat(output.toString())
        .contains(
            "Reads of a/b/c/{user}: ", "Stores and publishes values of: seats, and the status.");
  }

  @Test
  void what_is_hardly_meant_is_warned_of() throws IOException {
    var rules =
        RULES.replace("user.seats >= 50", "user.orders.size > 3").replace("trialing", "'true'");

    assertThat(check(rules, null)).isZero();
    assertThat(output.toString())
        .contains(
            "Warning: big: user.orders.size is a field of a map; write size(user.orders)",
            "Warning: ending: the status 'true' is the string, which a boolean field never equals.");
  }

  @Test
  void examples_need_no_time_if_no_rule_reads_it() throws IOException {
    var rules = "segments:\n  - name: a\n    subscription_status: [x]\n  - name: b\ndefault: b\n";

    assertThat(check(rules, "- {why: listed, user: {subscription_status: x}, segment: a}"))
        .isZero();
    assertThat(output.toString()).contains("Time alone moves no user", "1 of 1 in");
  }

  @Test
  void examples_that_hold_are_counted() throws IOException {
    assertThat(check(RULES, HOLDS)).isZero();
    assertThat(output.toString()).contains("Examples: 1 of 1 in ").doesNotContain("expected");
  }

  @Test
  void an_example_that_does_not_hold_is_shown_with_what_each_rule_read() throws IOException {
    var wrong = HOLDS.replace("trialing", "active").replace("segment: ending", "segment: big");

    assertThat(check(RULES, HOLDS + wrong)).isEqualTo(2);
    assertThat(output.toString().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
        .anyMatch(line -> line.endsWith("next.test.yaml line 5 column 3: it ends soon"))
        .contains(
            "is in ending by the rule 'ending', expected in big",
            "big missing field subscription_status is active, seats is (missing)",
            "ending holds subscription_status is active, ends_at is 2026-11-25T12:00:00Z")
        .anyMatch(line -> line.startsWith("Examples: 1 of 2 in "));
  }

  @Test
  void control_characters_in_an_example_are_escaped() throws IOException {
    check(
        RULES,
        HOLDS.replace("it ends soon", "\"\\e[31m\"").replace("segment: ending", "segment: big"));

    assertThat(output.toString()).contains("\\u001b[31m").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "why: it ends soon ~ whi: it ~ line 1 column 3: unknown key 'whi'",
        "why: it ends soon ~ why: ~ line 1 column 7: the value is missing: write a string",
        "segment: ending ~ segment: end ~ line 4 column 12: 'end' is not a segment of the rules",
        "now: 2026-11-23T12:00:00Z ~ now: '2026-11-23T12:00:00Z' ~ line 2 column 8: expected a"
            + " time",
        "now: 2026-11-23T12:00:00Z ~ now: 2026-11-23 ~ line 2 column 8: '2026-11-23' is not a time",
        "2026-11-25T12:00:00Z ~ 2026-11-25 12:00 ~ line 3 column 50: '2026-11-25 12:00' is not a"
            + " time",
        "2026-11-25T12:00:00Z ~ 99999999999999999999 ~ '99999999999999999999' is not a number",
        "ends_at: 2026 ~ subscription_status: 2026 ~ key 'subscription_status' is given twice",
        "trialing, ~ trialing ends, x: {1: 2}, ~ '1' is not a string",
        "user: { ~ user: [{ ~ line",
      })
  void a_fault_in_the_examples_is_one_line(String part, String instead, String message)
      throws IOException {
    assertThat(HOLDS).contains(part);

    assertThat(check(RULES, HOLDS.replace(part, instead))).isEqualTo(1);
    assertThat(errors.toString()).contains("next.test.yaml", message).hasLineCount(1);
  }

  @Test
  void a_time_may_be_missing_only_if_no_rule_reads_it() throws IOException {
    assertThat(check(RULES, HOLDS.replace("  now: 2026-11-23T12:00:00Z\n", ""))).isEqualTo(1);
    assertThat(errors.toString()).contains("line 1 column 3: key 'now' is missing");
  }

  @Test
  void a_fault_in_the_rules_names_its_place() throws IOException {
    assertThat(check(RULES.replace("user.seats", "usr.seats"), null)).isEqualTo(1);
    assertThat(errors.toString())
        .contains("next.yaml line 4 column 11: character 1 of the condition: 'usr' is not defined");
  }

  @Test
  void the_packaged_rules_match_their_examples() {
    var root = Path.of("..");

    assertThat(
            run(
                "--rules",
                root.resolve("src/main/resources/segments.yaml").toString(),
                "--examples",
                root.resolve("docs/segments.test.yaml").toString()))
        .as(output.toString())
        .isZero();
    assertThat(output.toString()).contains("Examples: 12 of 12 in ");
  }

  @Test
  void an_example_can_contain_every_type_of_firestore() throws IOException {
    var rules =
        """
        segments:
          - name: all
            when: >
              user.i == 1 && user.d == 1.5 && user.s == "2026-11-23T12:00:00Z" && user.b &&
              user.n == null && user.t == timestamp("2026-11-23T11:00:00Z") &&
              user.bytes == b"a" && user.l == [1, "a"] && user.m.k == "v"
          - name: others
        default: others
        """;
    var example =
        """
        - why: one of each
          user:
            i: 1
            d: 1.5
            s: "2026-11-23T12:00:00Z"
            b: true
            n: null
            t: 2026-11-23T12:00:00+01:00
            bytes: !!binary YQ==
            l: [1, a]
            m: {k: v}
          segment: all
        """;

    assertThat(check(rules, example)).as(output.toString()).isZero();
  }

  private int check(String rules, String examples) throws IOException {
    var file = Files.writeString(folder.resolve("next.yaml"), rules);
    if (examples != null) {
      Files.writeString(folder.resolve("next.test.yaml"), examples);
    }
    return run("--rules", file.toString());
  }

  private int run(String... arguments) {
    return new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(output))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              errors.append(e.getMessage());
              return 1;
            })
        .execute(arguments);
  }
}
