package dev.segue.cli;

import dev.segue.cli.check.CheckCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The program behind {@code ./segue}. */
@Command(
    name = "segue",
    description = {
      "Tries rules, shows who would change segment, and brings everybody in line.",
      "",
      "The settings are the functions' own environment: GOOGLE_CLOUD_PROJECT, SEGUE_DATABASE,"
          + " SEGUE_USERS, SEGUE_SEGMENTS, SEGUE_TOPIC, SEGUE_RULES, and on emulators"
          + " FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST. Google's libraries find"
          + " credentials as they always do: gcloud auth application-default login.",
      ""
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(check | plan | backfill)",
    subcommands = {
      CheckCommand.class,
      PlanCommand.class,
      BackfillCommand.class,
      CommandLine.HelpCommand.class
    },
    exitCodeOnInvalidInput = Main.ERROR)
final class Main {
  static final int ERROR = 1;

  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setExecutionExceptionHandler(handler())
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setUnmatchedOptionsArePositionalParams(true)
        .setParameterExceptionHandler(Main::refuse);
  }

  private static int refuse(CommandLine.ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command.getErr().println("segue: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().printf("Try: ./%s --help%n", command.getCommandSpec().qualifiedName());
    return ERROR;
  }

  /** What a user can do something about is a line; anything else shows where it came from. */
  private static IExecutionExceptionHandler handler() {
    return (e, command, parsed) -> {
      var reason = Reasons.of(e);
      if (reason.isPresent()) {
        command.getErr().println("segue: " + reason.get());
      } else {
        e.printStackTrace(command.getErr());
      }
      return ERROR;
    };
  }
}
