package dev.segue.config;

import com.google.common.collect.Sets;
import dev.segue.segment.Excerpt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the nodes of a YAML file, and says where one that is not as expected stands. Nodes are
 * looked at and never turned into objects of the file's choice.
 */
public final class YamlReader {
  private static final int MAX_PROBLEM_CHARACTERS = 300;
  private static final Pattern BREAKS_LINES = Pattern.compile("[\\p{Cntrl}\\v]+");

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
   * @throws ConfigurationException where it is no YAML
   */
  public Node document() {
    var settings = LoadSettings.builder().setLabel(file).build();
    try {
      return new Compose(settings)
          .composeString(content)
          .orElseThrow(() -> fault(Optional.empty(), "empty"));
    } catch (MarkedYamlEngineException e) {
      throw fault(e.getProblemMark(), String.valueOf(e.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The latter where a number in an escape or a tag is none to the library.
      throw fault(Optional.empty(), "cannot be read: " + e.getMessage());
    }
  }

  /** Returns the mapping's values, of which there has to be one for each required key. */
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

  /** Returns the elements of a list that has to have some. */
  public List<Node> list(Node node) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      throw fault(node, "expected a list with at least one entry");
    }
    return sequence.getValue();
  }

  /** Returns a string. */
  public String text(Node node) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    throw fault(
        node,
        node instanceof ScalarNode scalar
            ? "'%s' is no string; quotes make it one".formatted(Excerpt.of(written(scalar)))
            : "expected a string");
  }

  /** Says what is wrong with a node. */
  public ConfigurationException fault(Node node, String problem) {
    return fault(node.getStartMark(), problem);
  }

  /**
   * Says what is wrong at a place within a scalar.
   *
   * @param offset in code points of the scalar's value
   */
  public ConfigurationException fault(Node node, int offset, String problem) {
    int begin = node.getStartMark().map(Mark::getIndex).orElse(0);
    var style = ((ScalarNode) node).getScalarStyle();
    var before = content.substring(0, ScalarPlaces.find(content, begin, style, text(node), offset));
    int line = (int) before.chars().filter(c -> c == '\n').count();
    int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
    return fault(place(line, column), problem);
  }

  /** What begins with an exclamation mark is a tag, of an empty value. */
  private static String written(ScalarNode scalar) {
    var tag = scalar.getTag().getValue();
    return tag.startsWith("!") ? (tag + " " + scalar.getValue()).strip() : scalar.getValue();
  }

  private ConfigurationException fault(Optional<Mark> mark, String problem) {
    return fault(mark.map(at -> place(at.getLine(), at.getColumn())).orElse(""), problem);
  }

  private static String place(int line, int column) {
    return " line %d column %d".formatted(line + 1, column + 1);
  }

  private ConfigurationException fault(String place, String problem) {
    var line = BREAKS_LINES.matcher(Excerpt.of(problem, MAX_PROBLEM_CHARACTERS)).replaceAll(" ");
    return new ConfigurationException(file + place + ": " + line);
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }
}
