package dev.segue.cli.check;

import dev.segue.cli.beam.TextFile;
import dev.segue.config.YamlReader;
import dev.segue.firestore.TypeName;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads examples: a list of {@code why}, {@code now}, {@code user} and {@code segment}. */
final class ExamplesFile {
  private static final String WHY = "why";
  private static final String NOW = "now";
  private static final String USER = "user";
  private static final String USER_ID = "user_id";
  private static final String SEGMENT = "segment";

  private static final SubscriptionStatus ABSENT = new SubscriptionStatus.Absent();

  private final YamlReader yaml;
  private final ExampleValues values;
  private final Rules rules;

  private ExamplesFile(YamlReader yaml, Rules rules) {
    this.yaml = yaml;
    this.values = new ExampleValues(yaml);
    this.rules = rules;
  }

  /**
   * Returns the examples in a file.
   *
   * @throws dev.segue.config.ConfigurationException naming file, line, column and fault
   */
  static List<UserExample> parse(TextFile file, Rules rules) {
    var reader = new ExamplesFile(new YamlReader(file.name(), file.text()), rules);
    return reader.yaml.list(reader.yaml.document()).stream().map(reader::example).toList();
  }

  /** {@code now} is optional if no rule reads the time. */
  private UserExample example(Node node) {
    var fields =
        rules.readTime()
            ? yaml.fields(node, Set.of(WHY, NOW, USER, SEGMENT), Set.of(USER_ID))
            : yaml.fields(node, Set.of(WHY, USER, SEGMENT), Set.of(NOW, USER_ID));
    return new UserExample(
        place(node),
        yaml.text(fields.get(WHY)),
        fields.containsKey(NOW) ? values.time(fields.get(NOW)) : Instant.EPOCH,
        user(
            Optional.ofNullable(fields.get(USER_ID)).map(yaml::text).orElse(""),
            values.document(fields.get(USER))),
        segment(fields.get(SEGMENT)));
  }

  private User user(String id, Map<String, Object> document) {
    return new User(
        id,
        rules.statusField().value(document).map(ExamplesFile::status).orElse(ABSENT),
        UserField.pick(document, rules.conditionFields()),
        Instant.EPOCH);
  }

  private static SubscriptionStatus status(Object value) {
    return value instanceof String text
        ? new SubscriptionStatus.Text(text)
        : new SubscriptionStatus.NotText(TypeName.of(value));
  }

  private Segment segment(Node node) {
    var name = yaml.text(node);
    return rules.statuses().keySet().stream()
        .filter(segment -> segment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                yaml.fault(
                    node,
                    "'%s' is not a segment of the rules: %s"
                        .formatted(Excerpt.of(name), rules.statuses().keySet())));
  }

  private static String place(Node node) {
    return node.getStartMark().map(ExamplesFile::place).orElse("");
  }

  private static String place(Mark mark) {
    return "line %s column %s".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
