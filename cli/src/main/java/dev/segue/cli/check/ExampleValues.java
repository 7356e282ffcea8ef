package dev.segue.cli.check;

import static java.time.temporal.ChronoUnit.MICROS;

import dev.segue.config.YamlReader;
import dev.segue.segment.Excerpt;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads a document of Firestore from YAML, as conditions see it. */
final class ExampleValues {
  private static final int MAX_DEPTH = 20;
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private final YamlReader yaml;

  ExampleValues(YamlReader yaml) {
    this.yaml = yaml;
  }

  Map<String, Object> document(Node node) {
    if (node instanceof MappingNode mapping) {
      return map(mapping, 0);
    }
    throw yaml.fault(node, "expected a document: a mapping of fields");
  }

  Instant time(Node node) {
    if (value(node, 0) instanceof Instant time) {
      return time;
    }
    throw yaml.fault(node, "expected a time without quotes, such as 2026-11-23T12:00:00Z");
  }

  private Object value(Node node, int depth) {
    if (depth > MAX_DEPTH) {
      throw yaml.fault(node, "Firestore stores maps and lists up to %s deep".formatted(MAX_DEPTH));
    }
    return switch (node) {
      case MappingNode mapping -> map(mapping, depth);
      case SequenceNode sequence -> list(sequence, depth);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw yaml.fault(node, "expected a value");
    };
  }

  private Map<String, Object> map(MappingNode node, int depth) {
    var map = new HashMap<String, Object>();
    for (var entry : node.getValue()) {
      var key = yaml.text(entry.getKeyNode());
      if (map.containsKey(key)) {
        throw yaml.fault(entry.getKeyNode(), "key '%s' is given twice".formatted(Excerpt.of(key)));
      }
      map.put(key, value(entry.getValueNode(), depth + 1));
    }
    return map;
  }

  private List<Object> list(SequenceNode node, int depth) {
    var list = new ArrayList<Object>();
    node.getValue().forEach(item -> list.add(value(item, depth + 1)));
    return list;
  }

  private Object scalar(ScalarNode node) {
    var text = node.getValue();
    try {
      return switch (node.getTag().getValue()) {
        case "tag:yaml.org,2002:null" -> null;
        case "tag:yaml.org,2002:bool" -> Boolean.valueOf(text);
        case "tag:yaml.org,2002:int" -> Long.valueOf(text);
        case "tag:yaml.org,2002:float" -> number(text);
        case "tag:yaml.org,2002:binary" -> Base64.getMimeDecoder().decode(text);
        default -> textOrTime(node);
      };
    } catch (IllegalArgumentException e) {
      throw yaml.fault(
          node,
          "'%s' is not a %s that Firestore could store"
              .formatted(Excerpt.of(text), node.getTag().equals(Tag.BINARY) ? "base64" : "number"));
    }
  }

  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".nan" -> Double.NaN;
      case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
      case "-.inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Refuses what only looks like a time, which would otherwise be a string unnoticed. */
  private Object textOrTime(ScalarNode node) {
    var text = yaml.text(node);
    if (node.getScalarStyle() != ScalarStyle.PLAIN || !DATE.matcher(text).matches()) {
      return text;
    }
    try {
      var time = Instant.parse(text).truncatedTo(MICROS);
      if (time.isBefore(FIRST) || time.isAfter(LAST)) {
        throw new DateTimeException("out of range");
      }
      return time;
    } catch (DateTimeException e) {
      throw yaml.fault(
          node,
          "'%s' is not a time such as 2026-11-23T12:00:00Z; put quotes around a string"
              .formatted(Excerpt.of(text)));
    }
  }
}
