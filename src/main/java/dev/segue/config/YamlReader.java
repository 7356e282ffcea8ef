package dev.segue.config;

import com.google.common.collect.Sets;
import dev.segue.segment.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the nodes of a YAML file. Faults name line and column. Nodes are never turned into objects
 * of the file's choice.
 */
public final class YamlReader {
  private static final int MAX_PROBLEM_CHARACTERS = 300;
  private static final Pattern BREAKS_LINES = Pattern.compile("[\\p{Cntrl}\\v]+");

  private static final Pattern WHEN = Pattern.compile("\\bwhen:");

  private final String file;
  private final String content;

  /**
   * @param file what to call it in messages
   */
  public YamlReader(String file, String content) {
    this.file = file;
    this.content = content;
  }

  /**
   * Returns the root.
   *
   * @throws ConfigurationException if it is not YAML
   */
  public Node document() {
    var settings = LoadSettings.builder().setLabel(file).build();
    try {
      return new Compose(settings)
          .composeString(content)
          .orElseThrow(() -> fault(Optional.empty(), "empty"));
    } catch (MarkedYamlEngineException e) {
      throw fault(e.getProblemMark(), e.getProblem() + advice(e.getProblemMark()));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The latter if an escape or a tag contains an invalid number.
      throw fault(Optional.empty(), "cannot be read: " + e.getMessage());
    }
  }

  /** Returns the mapping's values by their keys. Other keys than these are refused. */
  public Map<String, Node> fields(Node node, Set<String> required, Set<String> optional) {
    var keys = Sets.union(required, optional);
    if (!(node instanceof MappingNode mapping)) {
      throw fault(node, "expected a mapping with " + sorted(keys));
    }
    var fields = new LinkedHashMap<String, Node>();
    for (var entry : mapping.getValue()) {
      var key = text(entry.getKeyNode());
      if (!keys.contains(key)) {
        throw fault(
            entry.getKeyNode(),
            "unknown key '%s', expected %s".formatted(Excerpt.of(key), sorted(keys)));
      }
      if (fields.put(key, entry.getValueNode()) != null) {
        throw fault(entry.getKeyNode(), "key '%s' is given twice".formatted(key));
      }
    }
    for (var key : sorted(required)) {
      if (!fields.containsKey(key)) {
        throw fault(node, "key '%s' is missing".formatted(key));
      }
    }
    return fields;
  }

  /** Returns the entries of a mapping that must not be empty. */
  public List<NodeTuple> entries(Node node) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      throw fault(node, "expected a mapping with at least one entry");
    }
    return mapping.getValue();
  }

  /** Returns the elements of a list that must not be empty. */
  public List<Node> list(Node node) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      throw fault(node, "expected a list with at least one entry");
    }
    return sequence.getValue();
  }

  /** Returns a string. */
  public String text(Node node) {
    return text(node, "put it in quotes");
  }

  /** Returns what {@code parse} makes of a string, unless it refuses its argument. */
  <T> T parsed(Node node, Function<String, T> parse) {
    try {
      return parse.apply(text(node));
    } catch (IllegalArgumentException e) {
      throw fault(node, e.getMessage());
    }
  }

  /**
   * Returns a string.
   *
   * @param advice for a value of another type
   */
  String text(Node node, String advice) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    if (!(node instanceof ScalarNode scalar)) {
      throw fault(node, "expected a string");
    }
    throw fault(
        node,
        scalar.getValue().isEmpty() && scalar.getTag().equals(Tag.NULL)
            ? "the value is missing: write a string, or remove the key"
            : "'%s' is not a string; %s".formatted(Excerpt.of(written(scalar)), advice));
  }

  /** Returns an exception that names the node's place and the problem. */
  public ConfigurationException fault(Node node, String problem) {
    return fault(node.getStartMark(), problem);
  }

  /** Conditions often begin with characters that have a meaning in YAML, or contain them. */
  private String advice(Optional<Mark> mark) {
    return mark.flatMap(at -> content.lines().skip(at.getLine()).findFirst())
        .filter(line -> WHEN.matcher(line).find())
        .map(line -> ": put the whole condition in single quotes, or below `when: |`")
        .orElse("");
  }

  /** YAML takes a plain value that begins with an exclamation mark for a tag. */
  private static String written(ScalarNode scalar) {
    var tag = scalar.getTag().getValue();
    return tag.startsWith("!") ? (tag + " " + scalar.getValue()).strip() : scalar.getValue();
  }

  private ConfigurationException fault(Optional<Mark> mark, String problem) {
    var place =
        mark.map(at -> " line %s column %s".formatted(at.getLine() + 1, at.getColumn() + 1));
    var line = BREAKS_LINES.matcher(Excerpt.of(problem, MAX_PROBLEM_CHARACTERS)).replaceAll(" ");
    return new ConfigurationException(file + place.orElse("") + ": " + line);
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }
}
