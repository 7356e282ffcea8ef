package dev.segue.cli;

import com.google.common.base.Throwables;
import dev.segue.cli.check.CheckCommand;
import dev.segue.cli.compare.Tally.Figure;
import dev.segue.config.ConfigurationException;
import dev.segue.segment.UnavailableException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The program behind {@code ./segue}. */
@Command(
    name = "segue",
    description = {
      "Tries rules, shows who would change segment, and moves users to the segments that the rules"
          + " require.",
      "",
      "The settings are the functions' environment variables: GOOGLE_CLOUD_PROJECT, SEGUE_DATABASE,"
          + " SEGUE_SEGMENTS, SEGUE_TOPIC, SEGUE_RULES, and for emulators"
          + " FIRESTORE_EMULATOR_HOST and PUBSUB_EMULATOR_HOST. Google's libraries find"
          + " credentials as usual: gcloud auth application-default login.",
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
    exitCodeOnInvalidInput = Segue.ERROR)
final class Segue {
  static final int ERROR = 1;

  private static final int ONLY_RECENT = 4;

  private Segue() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** Returns 0 only if no user who would move was left out. */
  static int exitCode(Map<Figure, Long> totals) {
    return totals.getOrDefault(Figure.RECENT, 0L) == 0 ? 0 : ONLY_RECENT;
  }

  private static CommandLine commandLine() {
    return new CommandLine(new Segue())
        .setExecutionExceptionHandler(handler())
        .setUsageHelpWidth(100)
        .setUsageHelpAutoWidth(true)
        .setUnmatchedOptionsArePositionalParams(true)
        .setParameterExceptionHandler(Segue::refuse);
  }

  private static int refuse(CommandLine.ParameterException e, String[] arguments) {
    var command = e.getCommandLine();
    command.getErr().println("segue: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().printf("Try: ./%s --help%n", command.getCommandSpec().qualifiedName());
    return ERROR;
  }

  /** Prints one line for faults that the user can correct; a stack trace for all others. */
  private static IExecutionExceptionHandler handler() {
    return (e, command, parsed) -> {
      var reason = reason(e);
      if (reason.isPresent()) {
        command.getErr().println("segue: " + reason.get());
      } else {
        e.printStackTrace(command.getErr());
      }
      return ERROR;
    };
  }

  private static Optional<String> reason(Throwable e) {
    return Throwables.getCausalChain(e).stream()
        .filter(
            cause ->
                cause instanceof ConfigurationException
                    || cause instanceof UnavailableException
                    || cause instanceof StoppedException
                    || cause instanceof IOException)
        .findFirst()
        .map(
            cause ->
                cause instanceof IOException
                    ? cause.toString()
                    : String.valueOf(cause.getMessage()))
        .map(text -> text.replaceAll("\\R+", " "));
  }
}
