package dev.segue.backfill.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.segue.backfill.compare.Tallies;
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
  private static final Plan.RuleSets RULES =
      new Plan.RuleSets(Plans.ruleSet("segments.yaml", TODAY), Plans.ruleSet("next.yaml", NEXT));
  private static final Plan.Times TIMES =
      new Plan.Times("2026-11-23T04:00:00Z", "2026-11-23T04:00:09Z");

  @Test
  void plans_of_both_kinds_are_as_the_schema_says() {
    for (var plan : List.of(full("ada"), Plans.quick(DATABASE, RULES, TIMES, Tallies.of("ada")))) {
      assertThat(faults(PlanJson.bytes(plan))).isEmpty();
    }
  }

  @Test
  void the_schema_refuses_what_is_no_plan() {
    var json = new String(PlanJson.bytes(full("ada")), UTF_8);

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
  void nothing_that_others_chose_steers_the_terminal() {
    assertThat(String.join("\n", PlanTable.lines(full("\u001b[31mred\u0007\r\nada"))))
        .doesNotContain("\u001b", "\u0007", "\r")
        .contains("\\u001b[31mred\\u0007\\u000d\\u000aada");
  }

  @Test
  void the_table_says_who_goes_where_and_what_else_there_is() {
    assertThat(PlanTable.lines(full("ada")))
        .contains(
            "subscriber               → member                              2   ada (active)",
            "3 users would change segment, 1 user would stay.",
            "1 segment without a user, which would end",
            "  segments/broken: revision is missing, not an integer from 1");
  }

  @Test
  void the_page_shows_how_the_rules_differ() {
    assertThat(new String(PlanPage.bytes(full("ada")), UTF_8))
        .contains("<td><bdi>active</bdi></td><td>subscriber</td><td>member</td>");
  }

  private static Plan full(String user) {
    return Plans.full(DATABASE, RULES, TIMES, Tallies.of(user));
  }

  private static List<String> faults(byte[] json) {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(PlanTest.class.getResourceAsStream("/dev/segue/backfill/plan.schema.json"));
    return schema.validate(new String(json, UTF_8), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
