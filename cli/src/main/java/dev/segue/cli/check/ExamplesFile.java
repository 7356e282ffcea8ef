package dev.segue.cli.check;

import static java.util.stream.Collectors.toMap;

import dev.segue.cli.beam.TextFile;
import dev.segue.cli.compare.IdOrder;
import dev.segue.config.YamlReader;
import dev.segue.firestore.TypeName;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.Subcollection;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.User;
import dev.segue.segment.UserField;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads examples: a list of {@code why}, {@code now}, {@code user}, {@code documents} and {@code
 * segment}.
 */
final class ExamplesFile {
  private static final String WHY = "why";
  private static final String NOW = "now";
  private static final String USER = "user";
  private static final String USER_ID = "user_id";
  private static final String DOCUMENTS = "documents";
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
            ? yaml.fields(node, Set.of(WHY, NOW, USER, SEGMENT), Set.of(USER_ID, DOCUMENTS))
            : yaml.fields(node, Set.of(WHY, USER, SEGMENT), Set.of(NOW, USER_ID, DOCUMENTS));
    return new UserExample(
        place(node),
        yaml.text(fields.get(WHY)),
        fields.containsKey(NOW) ? values.time(fields.get(NOW)) : Instant.EPOCH,
        user(
            Optional.ofNullable(fields.get(USER_ID)).map(yaml::text).orElse(""),
            values.document(fields.get(USER)),
            fields.get(DOCUMENTS)),
        segment(fields.get(SEGMENT)),
        rules);
  }

  private User user(String id, Map<String, Object> document, Node documents) {
    return new User(
        id,
        rules.statusField().value(document).map(ExamplesFile::status).orElse(ABSENT),
        UserField.pick(document, rules.conditionFields()),
        documents == null ? Map.of() : documents(documents),
        Instant.EPOCH);
  }

  /** Reads the documents below the user's: by name, then by id. */
  private Map<String, List<Map<String, Object>>> documents(Node node) {
    var subcollections =
        rules.documents().stream().collect(toMap(Subcollection::name, Function.identity()));
    var documents = new HashMap<String, List<Map<String, Object>>>();
    yaml.fields(node, Set.of(), subcollections.keySet())
        .forEach((name, byId) -> documents.put(name, documents(byId, subcollections.get(name))));
    return documents;
  }

  private List<Map<String, Object>> documents(Node node, Subcollection subcollection) {
    var documents = new TreeMap<String, Map<String, Object>>(IdOrder.INSTANCE);
    for (var entry : yaml.entries(node)) {
      var id = yaml.text(entry.getKeyNode());
      var document = values.document(entry.getValueNode());
      document.put(Subcollection.DOCUMENT_ID, id);
      documents.put(id, Subcollection.pick(document, subcollection.fields()));
    }
    return List.copyOf(documents.values());
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
