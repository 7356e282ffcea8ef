package dev.segue.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Tests docs/segments.schema.json, by which editors show mistakes. */
class RulesSchemaTest {
  private static final Path PACKAGED = Path.of("src", "main", "resources", "segments.yaml");

  /** The mistakes that a schema can detect. The others involve more than one place in the file. */
  private static final Pattern STRUCTURAL =
      Pattern.compile(
          "is reserved|is not a segment name|is missing|unknown key|is not a string|expected a"
              + "|'a b' is not a status|'' is not a status|is not a field name"
              + "|must end with|cannot be a name|must continue with|has a placeholder|is not the path|has an empty part|contains '[^ ]");

  private final JsonSchema schema =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(read(schemaFile()));

  static Stream<String> good() {
    var rules = "segments:\n  - name: others\n%s\ndefault: others\n%s\n";
    return Stream.of(
        read(PACKAGED),
        rules.formatted("", ""),
        rules.formatted("", "field: billing.subscription.status"),
        rules.formatted("", "users: 'customers/{user}'"),
        rules.formatted("", "users: 'apps/_ prod._/users/{user}'"),
        rules.formatted("  - {name: a, when: user.a}", ""),
        rules.formatted("  - {name: a, when: user.a, subscription_status: [active, x]}", ""),
        rules.formatted("  - {name: a-b_c9, subscription_status: ['404', 'a b']}", ""),
        "documents: {subs: 'users/{user}/my subs/{id}'}\n" + RulesFileTest.WITH_DOCUMENTS,
        "tell: [a.b, c]\n" + RulesFileTest.WITH_CONDITION);
  }

  @ParameterizedTest
  @MethodSource("good")
  void the_schema_accepts_what_the_code_accepts(String rules) {
    assertThatNoException().isThrownBy(() -> RulesFile.parse("f", rules));
    assertThat(faults(rules)).isEmpty();
  }

  static Stream<String> structuralMistakes() {
    return RulesFileTest.bad()
        .filter(bad -> STRUCTURAL.matcher((String) bad.get()[2]).find())
        .map(bad -> RulesFileTest.GOOD.replace((String) bad.get()[0], (String) bad.get()[1]))
        .filter(text -> !text.contains("!user"));
  }

  @ParameterizedTest
  @MethodSource("structuralMistakes")
  void mistakes_of_structure_are_refused_by_both(String text) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> RulesFile.parse("f", text));
    assertThat(faults(text)).as(text).isNotEmpty();
  }

  @Test
  void many_mistakes_are_structural() {
    assertThat(structuralMistakes().count()).isGreaterThan(12);
  }

  private Set<ValidationMessage> faults(String yaml) {
    var value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(new ObjectMapper().valueToTree(value));
  }

  /** Returns the file that the packaged rules name for editors. */
  private static Path schemaFile() {
    var name = Pattern.compile("\\$schema=(\\S+)").matcher(read(PACKAGED));
    assertThat(name.find()).isTrue();
    return PACKAGED.resolveSibling(name.group(1)).normalize();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
