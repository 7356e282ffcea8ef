package dev.segue.cli.check;

import dev.segue.cli.beam.TextFile;
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
      "Checks a file of rules, shows what it reads, and tries it on examples. Needs no server."
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  the rules are valid, and every example holds",
      "  2  they are valid, but some example does not hold",
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
          "Users, and the expected segment of each (default: the file beside the rules with the same"
              + " name and .test.yaml, if it exists).")
  Path examples;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var checked = TextFile.read("--rules", rules).rules();
    print(RulesReport.lines(rules, checked));
    var file = Optional.ofNullable(examples).or(this::beside);
    if (file.isEmpty()) {
      print(List.of("No examples: %s is not there.".formatted(besideName())));
      return 0;
    }
    var tried = ExamplesFile.parse(TextFile.read("--examples", file.get()), checked);
    print(ExamplesReport.lines(file.get(), tried));
    return tried.stream().allMatch(UserExample::holds) ? 0 : SOME_EXAMPLE_DOES_NOT_HOLD;
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
