package dev.segue.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.segue.local.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads rules in a separate process that logs every class it loads. */
class LoadedClassesTest {
  private static final String CEL = "dev\\.cel\\..*|dev\\.segue\\.cel\\..*|org\\.antlr\\..*";

  @TempDir Path folder;

  @Test
  void rules_without_conditions_load_nothing_of_cel() throws Exception {
    assertThat(loadedBy(RulesFileTest.GOOD))
        .contains("dev.segue.segment.Rules")
        .noneMatch(name -> name.matches(CEL));
  }

  @Test
  void rules_with_a_condition_load_cel() throws Exception {
    assertThat(
            loadedBy(RulesFileTest.GOOD.replace("default", "  - {name: x, when: user.a}\ndefault")))
        .anyMatch(name -> name.startsWith("dev.cel."))
        .anyMatch(name -> name.startsWith("dev.segue.cel."));
  }

  private List<String> loadedBy(String rules) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("rules.yaml"), rules);
    var classes = folder.resolve("classes");
    var log = "-Xlog:class+load:file=" + classes;
    var classPath = System.getProperty("java.class.path");
    var main = ReadRules.class.getName();
    Program.in(Path.of(""))
        .run(Program.ofJdk("java"), log, "-cp", classPath, main, file.toString())
        .succeeded();
    return Files.readAllLines(classes).stream()
        .map(line -> line.replaceFirst("^(\\[[^]]*])*\\s*", "").split(" ", 2)[0])
        .toList();
  }

  static final class ReadRules {
    private ReadRules() {}

    public static void main(String[] args) throws IOException {
      RulesFile.parse(args[0], Files.readString(Path.of(args[0])));
    }
  }
}
