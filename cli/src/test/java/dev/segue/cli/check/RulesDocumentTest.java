package dev.segue.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.cel.CelCondition;
import dev.segue.cli.beam.TextFile;
import dev.segue.config.RulesFile;
import dev.segue.segment.BadConditionException;
import dev.segue.segment.Rules;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Tests the snippets of docs/rules.md. */
class RulesDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "rules.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CEL = Pattern.compile("```cel\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CONSOLE = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final String REST = "everybody_else";

  /** Rules, and the examples that follow. */
  record Shown(String rules, List<String> examples) {
    Rules parse() {
      return RulesFile.parse("rules.md", rules);
    }

    List<UserExample> parsedExamples() {
      var rules = parse();
      return examples.stream()
          .flatMap(text -> ExamplesFile.parse(new TextFile("rules.md", text), rules).stream())
          .toList();
    }
  }

  static List<Shown> shown() throws IOException {
    var all = new ArrayList<Shown>();
    for (var block : blocks(YAML)) {
      if (block.matches("(?s)- \\{?why:.*")) {
        all.getLast().examples().add(block);
      } else {
        all.add(new Shown(whole(block), new ArrayList<>()));
      }
    }
    return all;
  }

  static Stream<Shown> recipes() throws IOException {
    return shown().stream().filter(rules -> rules.rules().contains(REST));
  }

  @ParameterizedTest
  @MethodSource("shown")
  void every_snippet_is_valid_and_its_examples_hold(Shown rules) {
    assertThat(rules.parse().rules()).isNotEmpty();
    assertThat(rules.parsedExamples()).allMatch(UserExample::holds);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void every_recipe_has_an_example_that_matches_and_one_that_does_not(Shown recipe) {
    assertThat(recipe.parsedExamples())
        .anyMatch(example -> example.segment().name().equals(REST))
        .anyMatch(example -> !example.segment().name().equals(REST));
  }

  @Test
  void there_are_several_recipes() throws IOException {
    assertThat(recipes()).hasSizeGreaterThan(6);
  }

  @Test
  void the_output_in_the_document_is_the_command_s(@TempDir Path folder) throws IOException {
    var example = shown().getFirst();
    var slip = example.examples().getFirst().replace("2026-11-27T", "2026-11-25T");
    Files.writeString(folder.resolve("next.yaml"), example.rules());
    Files.writeString(folder.resolve("next.test.yaml"), slip);
    var output = new StringWriter();

    new CommandLine(new CheckCommand())
        .setOut(new PrintWriter(output))
        .execute("--rules", folder.resolve("next.yaml").toString());

    assertThat(blocks(CONSOLE).getFirst().lines().skip(1).toList())
        .isEqualTo(output.toString().replace(folder + File.separator, "").lines().toList());
  }

  static Stream<String> conditions() throws IOException {
    return blocks(CEL).stream().flatMap(String::lines);
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void every_condition_is_accepted_or_refused_as_documented(String line) {
    if (line.contains("// refused")) {
      assertThatExceptionOfType(BadConditionException.class)
          .isThrownBy(() -> CelCondition.parse(line));
    } else {
      assertThat(CelCondition.parse(line).fields()).isNotEmpty();
    }
  }

  private static String whole(String block) {
    return block.startsWith("- name:")
        ? "segments:\n%s- name: %s\ndefault: %s\n".formatted(block, REST, REST)
        : block;
  }

  private static List<String> blocks(Pattern fence) throws IOException {
    return fence
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
