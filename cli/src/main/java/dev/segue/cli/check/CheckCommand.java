package dev.segue.cli.check;

import dev.segue.config.RulesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    description = {
      "Says whether a file of rules is valid and what it reads, and tries it on examples."
          + " Asks no server for anything."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  the rules are valid, and every example holds",
      "  2  they are valid, and some example does not hold",
      "  1  an error",
      "",
      "Examples:",
      "  ./segue check --rules next.yaml",
      "  ./segue check --rules next.yaml --examples more.yaml"
    },
    exitCodeOnInvalidInput = 1,
    exitCodeOnExecutionException = 1)
public final class CheckCommand implements Callable<Integer> {
  private static final int SOME_EXAMPLE_DOES_NOT_HOLD = 2;

  @Option(names = "--rules", paramLabel = "FILE", required = true, description = "The rules.")
  Path rules;

  @Option(
      names = "--examples",
      paramLabel = "FILE",
      description =
          "Users, and the segment that each belongs into: else the file beside the rules that is"
              + " called like them, with .test.yaml at its end, where there is one.")
  Path examples;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and end.")
  boolean help;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var text = TextFile.read("--rules", rules);
    var checked = RulesFile.parse(text.name(), text.text());
    print(RulesReport.lines(rules, checked));
    var file = Optional.ofNullable(examples).or(this::beside);
    if (file.isEmpty()) {
      print(List.of("No examples: %s is not there.".formatted(besideName())));
      return 0;
    }
    var trials =
        ExamplesFile.parse(TextFile.read("--examples", file.get()), checked).stream()
            .map(example -> example.tryOn(checked))
            .toList();
    print(ExamplesReport.lines(file.get(), trials));
    return trials.stream().allMatch(ExampleTrial::holds) ? 0 : SOME_EXAMPLE_DOES_NOT_HOLD;
  }

  private Optional<Path> beside() {
    return Optional.of(besideName()).filter(Files::exists);
  }

  private Path besideName() {
    var name = rules.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    return rules.resolveSibling(name + ".test.yaml");
  }

  private void print(List<String> lines) {
    lines.forEach(spec.commandLine().getOut()::println);
  }
}
