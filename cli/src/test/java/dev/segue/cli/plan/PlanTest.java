package dev.segue.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.segue.cli.compare.Tallies;
import dev.segue.cli.plan.RuleSets.RuleSet;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Rules TODAY =
      new Rules(Map.of("active", new Segment("subscriber")), new Segment("prospect"));
  private static final Rules NEXT =
      new Rules(Map.of("active", new Segment("member")), new Segment("prospect"));
  private static final Plan.Database DATABASE =
      new Plan.Database("demo-segue", "(default)", "users", "segments");
  private static final RuleSets RULES =
      new RuleSets(RuleSet.of("segments.yaml", TODAY), RuleSet.of("next.yaml", NEXT));
  private static final Plan.Times TIMES =
      new Plan.Times("2026-11-23T04:00:00Z", "2026-11-23T04:00:01Z", "2026-11-23T04:00:09Z");

  @Test
  void plans_of_both_kinds_match_the_schema() {
    for (var plan :
        List.of(full("ada"), overTime(), Plan.quick(DATABASE, RULES, TIMES, Tallies.of("ada")))) {
      assertThat(faults(plan.json())).isEmpty();
    }
  }

  @Test
  void the_schema_refuses_other_json() {
    var json = new String(full("ada").json(), UTF_8);

    assertThat(faults(json.replace("\"moves\"", "\"moved\"").getBytes(UTF_8))).isNotEmpty();
    assertThat(faults(json.replace("plan.v1", "plan.v2").getBytes(UTF_8))).isNotEmpty();
  }

  @Test
  void hostile_ids_and_statuses_are_text_in_the_page() {
    var page = new String(PlanPage.bytes(full("<script>alert(1)</script>\u202e\"'")), UTF_8);

    assertThat(page)
        .doesNotContain("<script", "\u202e", "http://", "https://", "src=")
        .contains("&lt;script&gt;alert(1)&lt;", "\\u202e");
  }

  @Test
  void control_characters_in_ids_are_escaped_in_the_table() {
    assertThat(String.join("\n", PlanTable.lines(full("\u001b[31mred\u0007\r\nada"))))
        .doesNotContain("\u001b", "\u0007", "\r")
        .contains("\\u001b[31mred\\u0007\\u000d\\u000aada");
  }

  @Test
  void the_table_shows_moves_and_remarks() {
    assertThat(PlanTable.lines(full("ada")))
        .contains(
            "subscriber               → member                              2   ada (active)",
            "3 users would change segment, 1 user would stay.",
            "1 segment without a user, which would end",
            "  segments/broken: revision is missing, not an integer from 1");
  }

  @Test
  void table_and_page_show_moves_by_time_reasons_and_faults_of_conditions() {
    assertThat(PlanTable.lines(overTime()))
        .contains(
            "trial                    → trial_ending                        1   ada (trialing, ends=2026-11-01T01:00:00Z)",
            "1 user would change segment, 2 users would stay.",
            "BY TIME ALONE, WITHIN                                       A DAY       A WEEK      30 DAYS",
            "trial                    → trial_ending                        0            0            1",
            "trial_ending             → ended                               1            1            2",
            "users                                                          1            1            2",
            "1 user who would stay, but with another due time",
            "1 user with a condition of trial_ending that cannot be evaluated: missing_field");
    assertThat(new String(PlanPage.bytes(overTime()), UTF_8))
        .contains(
            "<bdi>trialing</bdi>, <bdi>ends&#x3D;2026-11-01T01:00:00Z</bdi>, rule trial_ending",
            "<th>trial</th><th>→ trial_ending</th><td>0</td><td>0</td><td>1</td>",
            "<tr><th>All users</th><th></th><td>1</td><td>1</td><td>2</td></tr>",
            "<td>user with a condition of trial_ending that cannot be evaluated: missing_field</td>",
            "segments as of 2026-11-23T04:00:01Z");
  }

  @Test
  void the_page_shows_changed_conditions_and_statuses_that_lead_to_several_segments() {
    var rules =
        new RuleSets(
            RuleSet.of("segments.yaml", TODAY), RuleSet.of("next.yaml", Tallies.TIMED_RULES));
    var page =
        new String(PlanPage.bytes(Plan.full(DATABASE, rules, TIMES, Tallies.of("ada"))), UTF_8);

    assertThat(page)
        .contains(
            "<td>trial_ending</td><td><bdi>no condition</bdi></td><td><bdi>user.ends - now &lt; duration(&#39;72h&#39;)</bdi></td>",
            "<td><bdi>trialing</bdi></td><td>not listed</td><td>trial, trial_ending</td>");
  }

  @Test
  void the_page_shows_how_the_rules_differ() {
    assertThat(new String(PlanPage.bytes(full("ada")), UTF_8))
        .contains("<td><bdi>active</bdi></td><td>subscriber</td><td>member</td>");
  }

  private static Plan full(String user) {
    return Plan.full(DATABASE, RULES, TIMES, Tallies.of(user));
  }

  private static Plan overTime() {
    var rules = RuleSet.of("next.yaml", Tallies.TIMED_RULES);
    return Plan.full(DATABASE, new RuleSets(rules, rules), TIMES, Tallies.ofTimed());
  }

  private static List<String> faults(byte[] json) {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(PlanTest.class.getResourceAsStream("/dev/segue/cli/plan.schema.json"));
    return schema.validate(new String(json, UTF_8), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
