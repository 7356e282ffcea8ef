package dev.segue.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.Sets;
import com.google.common.io.Resources;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
 * Reads rules from YAML. Nodes are looked at and never turned into objects of the file's choice.
 */
public final class RulesFile {
  private static final int MAX_PROBLEM_CHARACTERS = 300;
  private static final Pattern BREAKS_LINES = Pattern.compile("[\\p{Cntrl}\\v]+");

  private static final String PACKAGED = "segments.yaml";

  private static final String SEGMENTS = "segments";
  private static final String NAME = "name";
  private static final String DEFAULT = "default";

  private final String file;
  private final Map<String, Segment> segmentByStatus = new HashMap<>();
  private final Map<Segment, Node> places = new LinkedHashMap<>();

  private RulesFile(String file) {
    this.file = file;
  }

  /**
   * Returns the rules of {@code file}, or else the packaged ones.
   *
   * @throws ConfigurationException where the file cannot be read, or naming file, line, column and
   *     fault
   */
  public static Rules read(Optional<Path> file) {
    try {
      return file.isPresent()
          ? parse(file.get().toString(), Files.readString(file.get()))
          : parse(
              PACKAGED,
              Resources.toString(Resources.getResource(RulesFile.class, "/" + PACKAGED), UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException(
          "SEGUE_RULES is '%s', which cannot be read: %s"
              .formatted(file.map(Path::toString).orElse(""), e));
    }
  }

  /**
   * Returns the rules that {@code text} holds.
   *
   * @param file what to call it in messages
   * @throws ConfigurationException naming file, line, column and fault
   */
  public static Rules parse(String file, String text) {
    return new RulesFile(file).rules(text);
  }

  private Rules rules(String text) {
    var root = fields(document(text), Set.of(SEGMENTS, DEFAULT), Set.of());
    for (var segment : list(root.get(SEGMENTS))) {
      addSegment(segment);
    }
    return new Rules(segmentByStatus, defaultSegment(root.get(DEFAULT)));
  }

  private Segment defaultSegment(Node node) {
    var segment = segment(node);
    if (!places.containsKey(segment)) {
      var names = places.keySet().stream().map(Segment::name).sorted().collect(joining(", "));
      throw fault(node, "default '%s' is not among the segments: %s".formatted(segment, names));
    }
    places.forEach(
        (other, place) -> {
          if (!other.equals(segment) && !segmentByStatus.containsValue(other)) {
            throw fault(
                place,
                "segment '%s' has no %s and is not the default, so nobody could be in it"
                    .formatted(other, SubscriptionStatus.FIELD));
          }
        });
    return segment;
  }

  private Node document(String text) {
    var settings = LoadSettings.builder().setLabel(file).build();
    try {
      return new Compose(settings)
          .composeString(text)
          .orElseThrow(() -> fault(Optional.empty(), "empty"));
    } catch (MarkedYamlEngineException e) {
      throw fault(e.getProblemMark(), String.valueOf(e.getProblem()));
    } catch (YamlEngineException | IllegalArgumentException e) {
      // The latter where a number in an escape or a tag is none to the library.
      throw fault(Optional.empty(), "cannot be read: " + e.getMessage());
    }
  }

  private void addSegment(Node node) {
    var fields = fields(node, Set.of(NAME), Set.of(SubscriptionStatus.FIELD));
    var segment = segment(fields.get(NAME));
    if (places.put(segment, fields.get(NAME)) != null) {
      throw fault(fields.get(NAME), "segment '%s' is listed twice".formatted(segment));
    }
    var statuses = Optional.ofNullable(fields.get(SubscriptionStatus.FIELD));
    for (var item : statuses.map(this::list).orElse(List.of())) {
      var status = text(item);
      if (status.isBlank() || !status.equals(Excerpt.of(status)) || status.contains("\n")) {
        throw fault(item, "'%s' is no status: 1 to 100 characters".formatted(Excerpt.of(status)));
      }
      var other = segmentByStatus.putIfAbsent(status, segment);
      if (other != null) {
        throw fault(item, "status '%s' is listed twice, first in '%s'".formatted(status, other));
      }
    }
  }

  private Segment segment(Node node) {
    try {
      return new Segment(text(node));
    } catch (IllegalArgumentException e) {
      throw fault(node, e.getMessage());
    }
  }

  /** Returns the mapping's values, of which there has to be one for each required key. */
  private Map<String, Node> fields(Node node, Set<String> required, Set<String> optional) {
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

  private List<Node> list(Node node) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      throw fault(node, "expected a list with at least one entry");
    }
    return sequence.getValue();
  }

  private String text(Node node) {
    if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)) {
      return scalar.getValue();
    }
    throw fault(
        node,
        node instanceof ScalarNode scalar
            ? "'%s' is no string; quotes make it one".formatted(Excerpt.of(scalar.getValue()))
            : "expected a string");
  }

  private ConfigurationException fault(Node node, String problem) {
    return fault(node.getStartMark(), problem);
  }

  private ConfigurationException fault(Optional<Mark> mark, String problem) {
    var place =
        mark.map(at -> " line %d column %d".formatted(at.getLine() + 1, at.getColumn() + 1));
    var line = BREAKS_LINES.matcher(Excerpt.of(problem, MAX_PROBLEM_CHARACTERS)).replaceAll(" ");
    return new ConfigurationException(file + place.orElse("") + ": " + line);
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }
}
