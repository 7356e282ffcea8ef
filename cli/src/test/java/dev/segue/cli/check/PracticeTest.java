package dev.segue.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.segue.cli.beam.TextFile;
import dev.segue.config.ConfigurationException;
import dev.segue.config.RulesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries rules that teams need on their examples. */
class PracticeTest {
  private static final String EXAMPLES = ".test.yaml";
  private static final Path FOLDER = Path.of("src", "test", "resources", "rules");

  static List<Path> examples() throws IOException {
    return files(".+\\.test\\.yaml");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_examples_of_rules_from_practice_hold(Path file) throws IOException {
    var name = file.toString();
    var text = Files.readString(Path.of(name.replace(EXAMPLES, ".yaml")));
    var rules = RulesFile.parse(name, text);

    assertThat(ExamplesFile.parse(new TextFile(name, Files.readString(file)), rules))
        .isNotEmpty()
        .allMatch(UserExample::holds);
  }

  static List<Path> refused() throws IOException {
    return files("refused-.+");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void mistakes_are_refused_as_the_first_line_says(Path file) throws IOException {
    var text = Files.readString(file);

    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> RulesFile.parse("#", text))
        .withMessage(text.lines().findFirst().orElseThrow());
  }

  private static List<Path> files(String name) throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files.filter(file -> file.getFileName().toString().matches(name)).toList();
    }
  }
}
