package dev.segue.config;

import dev.segue.cel.CelCondition;
import dev.segue.segment.CollectionPath;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rule;
import dev.segue.segment.Subcollection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** Reads which documents below a user's document conditions can read, and by which names. */
final class DocumentsReader {
  private final YamlReader yaml;
  private final List<NodeTuple> entries;

  DocumentsReader(YamlReader yaml, Node node) {
    this.yaml = yaml;
    this.entries = yaml.entries(node);
  }

  /** Returns the ids of the subcollections by their names. */
  Map<String, String> ids(CollectionPath users) {
    var ids = new LinkedHashMap<String, String>();
    for (var entry : entries) {
      var name = name(entry.getKeyNode());
      var id = yaml.parsed(entry.getValueNode(), it -> Subcollection.id(users, it));
      if (ids.containsValue(id)) {
        throw yaml.fault(
            entry.getValueNode(), "collection '%s' is listed twice".formatted(Excerpt.of(id)));
      }
      if (ids.put(name, id) != null) {
        throw yaml.fault(entry.getKeyNode(), "key '%s' is given twice".formatted(name));
      }
    }
    return ids;
  }

  /** Refuses a collection that costs a query whenever a user is recomputed, for no condition. */
  void requireRead(List<Rule> rules) {
    for (var entry : entries) {
      var name = yaml.text(entry.getKeyNode());
      if (rules.stream()
          .flatMap(rule -> rule.when().stream())
          .noneMatch(condition -> condition.documents().containsKey(name))) {
        throw yaml.fault(
            entry.getKeyNode(), "no condition reads '%s', so remove it".formatted(name));
      }
    }
  }

  private String name(Node node) {
    var name = yaml.text(node);
    if (!CelCondition.acceptsName(name)) {
      throw yaml.fault(
          node,
          "'%s' cannot be a name in conditions: use letters, digits and _, but no word of CEL, and not user, user_id or now"
              .formatted(Excerpt.of(name)));
    }
    return name;
  }
}
