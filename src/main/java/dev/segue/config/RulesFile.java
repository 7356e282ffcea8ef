package dev.segue.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import com.google.common.io.Resources;
import dev.segue.cel.CelCondition;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.CollectionPath;
import dev.segue.segment.Condition;
import dev.segue.segment.Excerpt;
import dev.segue.segment.Rule;
import dev.segue.segment.Rules;
import dev.segue.segment.Segment;
import dev.segue.segment.SubscriptionStatus;
import dev.segue.segment.UserField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads rules from YAML. */
public final class RulesFile {
  private static final String PACKAGED = "segments.yaml";

  private static final String SEGMENTS = "segments";
  private static final String NAME = "name";
  private static final String WHEN = "when";
  private static final String DEFAULT = "default";
  private static final String FIELD = "field";
  private static final String USERS = "users";
  private static final String DOCUMENTS = "documents";
  private static final String TELL = "tell";

  private final YamlReader yaml;
  private final Map<Segment, Node> places = new LinkedHashMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private UserField statusField = UserField.SUBSCRIPTION_STATUS;

  /** The ids of subcollections, by their names in conditions. */
  private final Map<String, String> ids = new LinkedHashMap<>();

  /** The segment of a status that is listed without a condition. */
  private final Map<String, Segment> segmentByStatus = new HashMap<>();

  private RulesFile(YamlReader yaml) {
    this.yaml = yaml;
  }

  /**
   * Returns the rules of the settings' file, or else the packaged ones.
   *
   * @throws ConfigurationException if the file cannot be read; naming file, line, column and fault;
   *     or if segments are in a collection that the rules read
   */
  public static Rules read(Settings settings) {
    var rules = settings.rules().map(RulesFile::read).orElseGet(RulesFile::packaged);
    settings.checkApart(rules);
    return rules;
  }

  /** Returns the packaged rules. */
  public static Rules packaged() {
    try {
      var resource = Resources.getResource(RulesFile.class, "/" + PACKAGED);
      return parse(PACKAGED, Resources.toString(resource, UTF_8));
    } catch (IOException e) {
      throw new ConfigurationException("%s cannot be read: %s".formatted(PACKAGED, e));
    }
  }

  private static Rules read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "SEGUE_RULES is '%s', which cannot be read: %s".formatted(file, e));
    }
  }

  /**
   * Returns the rules in {@code text}.
   *
   * @param file its name in messages
   * @throws ConfigurationException naming file, line, column and fault
   */
  public static Rules parse(String file, String text) {
    return new RulesFile(new YamlReader(file, text)).rules();
  }

  private Rules rules() {
    var root =
        yaml.fields(
            yaml.document(), Set.of(SEGMENTS, DEFAULT), Set.of(FIELD, USERS, DOCUMENTS, TELL));
    var users =
        Optional.ofNullable(root.get(USERS))
            .map(it -> yaml.parsed(it, CollectionPath::ofUsers))
            .orElse(CollectionPath.USERS);
    var documents =
        Optional.ofNullable(root.get(DOCUMENTS)).map(it -> new DocumentsReader(yaml, it));
    documents.ifPresent(it -> ids.putAll(it.ids(users)));
    statusField =
        Optional.ofNullable(root.get(FIELD))
            .map(it -> yaml.parsed(it, UserField::parse))
            .orElse(statusField);
    for (var segment : yaml.list(root.get(SEGMENTS))) {
      addSegment(segment);
    }
    documents.ifPresent(it -> it.requireRead(rules));
    return new Rules(
        users,
        ids,
        statusField,
        rules,
        defaultSegment(root.get(DEFAULT)),
        Optional.ofNullable(root.get(TELL)).map(this::tell).orElseGet(Set::of));
  }

  private Set<UserField> tell(Node list) {
    var read =
        rules.stream()
            .flatMap(rule -> rule.when().stream())
            .flatMap(condition -> condition.fields().stream())
            .collect(toCollection(TreeSet::new));
    var tell = new TreeSet<UserField>();
    for (var item : yaml.list(list)) {
      var name = yaml.text(item);
      var fields = read.stream().filter(field -> field.toString().equals(name)).toList();
      if (fields.isEmpty()) {
        throw yaml.fault(
            item,
            "no condition reads '%s', so there is no value to tell; conditions read: %s"
                .formatted(
                    Excerpt.of(name),
                    read.isEmpty()
                        ? "nothing"
                        : read.stream().map(UserField::toString).collect(joining(", "))));
      }
      if (!tell.addAll(fields)) {
        throw yaml.fault(item, "'%s' is listed twice".formatted(Excerpt.of(name)));
      }
    }
    return tell;
  }

  private Segment defaultSegment(Node node) {
    var segment = yaml.parsed(node, Segment::new);
    if (!places.containsKey(segment)) {
      var names = places.keySet().stream().map(Segment::name).sorted().collect(joining(", "));
      throw yaml.fault(
          node, "default '%s' is not among the segments: %s".formatted(segment, names));
    }
    places.forEach(
        (other, place) -> {
          if (!other.equals(segment)
              && rules.stream().noneMatch(it -> it.segment().equals(other))) {
            throw yaml.fault(
                place,
                "segment '%s' has neither %s nor %s and is not the default, so no user can be in it"
                    .formatted(other, SubscriptionStatus.FIELD, WHEN));
          }
        });
    return segment;
  }

  /** The default may be listed without a rule. */
  private void addSegment(Node node) {
    var fields = yaml.fields(node, Set.of(NAME), Set.of(SubscriptionStatus.FIELD, WHEN));
    var segment = yaml.parsed(fields.get(NAME), Segment::new);
    if (places.put(segment, fields.get(NAME)) != null) {
      throw yaml.fault(fields.get(NAME), "segment '%s' is listed twice".formatted(segment));
    }
    var condition = Optional.ofNullable(fields.get(WHEN)).map(this::condition);
    var statuses =
        Optional.ofNullable(fields.get(SubscriptionStatus.FIELD))
            .map(list -> statuses(list, segment, condition.isEmpty()))
            .orElse(Set.of());
    if (condition.isPresent() || !statuses.isEmpty()) {
      rules.add(new Rule(segment, statuses, condition));
    }
  }

  /** A rule without a condition takes a status from every later rule, so it may be listed once. */
  private Set<String> statuses(Node list, Segment segment, boolean unconditional) {
    var statuses = new LinkedHashSet<String>();
    for (var item : yaml.list(list)) {
      var status = yaml.text(item, statusAdvice(item));
      if (status.isBlank() || !status.equals(Excerpt.of(status)) || status.contains("\n")) {
        throw yaml.fault(
            item,
            "'%s' is not a status: it must have 1 to 100 characters".formatted(Excerpt.of(status)));
      }
      var other = segmentByStatus.get(status);
      if (other != null || !statuses.add(status)) {
        throw yaml.fault(
            item,
            "status '%s' is listed twice, first in '%s'"
                .formatted(status, other == null ? segment : other));
      }
    }
    if (unconditional) {
      statuses.forEach(status -> segmentByStatus.put(status, segment));
    }
    return statuses;
  }

  private String statusAdvice(Node item) {
    var written = item instanceof ScalarNode scalar ? scalar.getValue() : "";
    return switch (item.getTag().getValue()) {
      case "tag:yaml.org,2002:bool" ->
          "for a boolean field write `when: %suser.%s`"
              .formatted(Boolean.parseBoolean(written) ? "" : "!", statusField);
      case "tag:yaml.org,2002:int", "tag:yaml.org,2002:float" ->
          "for a number field write `when: user.%s == %s`, for a string put it in quotes"
              .formatted(statusField, written);
      default -> "put it in quotes";
    };
  }

  private Condition condition(Node node) {
    var text = yaml.text(node);
    try {
      return CelCondition.parse(text, ids.keySet());
    } catch (BadConditionException e) {
      throw yaml.fault(node, place(text, e.offset()) + " of the condition: " + e.getMessage());
    }
  }

  private static String place(String condition, int offset) {
    var before = Excerpt.of(condition, offset);
    int lines = (int) before.chars().filter(c -> c == '\n').count();
    int characters = before.codePointCount(before.lastIndexOf('\n') + 1, before.length());
    return (lines == 0 ? "" : "line %s ".formatted(lines + 1)) + "character " + (characters + 1);
  }
}
