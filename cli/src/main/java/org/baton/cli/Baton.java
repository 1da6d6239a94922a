package org.baton.cli;

import org.baton.engine.ThreadingMode;
import org.baton.engine.switchover.LateReinitPolicy;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.engine.switchover.TimeoutStrategy;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code baton} command. */
@Command(
    name = "baton",
    description =
        "Moves the state of VFIO devices from one host to another while the guest runs, and"
            + " hands the guest over only when the destination has it.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "  0:" + ExitCode.COMPLETED_TEXT,
      "  1:" + ExitCode.FAILED_TEXT,
      "  2:" + ExitCode.USAGE_TEXT,
      "  3:" + ExitCode.UNKNOWN_TEXT,
      "  4:" + ExitCode.REFUSED_TEXT,
      "130:" + ExitCode.CANCELLED_TEXT
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  baton demo                        try it: two processes, simulated devices",
      "  baton probe                       what this machine has and lacks",
      "  baton receive --device vfio:0000:3b:00.2",
      "  baton send --connect HOST:PORT --device vfio:0000:3b:00.2 --counters FILE",
      "  baton stat FILE --watch 1s        how that migration is, from outside",
      "",
      "'baton COMMAND --help' tells more. The whole manual is docs/cli.md."
    })
public final class Baton implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  private Baton() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String... arguments) {
    Terminal terminal = Terminal.ofProcess();
    Interruption interruption = new Interruption();
    int code;
    try {
      interruption.takeSignals();
      code = run(terminal, interruption, arguments);
    } catch (IllegalStateException e) {
      code = fail(terminal, interruption, "baton", e);
    }
    System.exit(code);
  }

  /** Runs the command; whatever happens, there is an exit code. */
  static int run(Terminal terminal, Interruption interruption, String... arguments) {
    try {
      int code = commandLine(terminal, interruption).execute(arguments);
      if (!terminal.tookResults()) {
        // The code stays: a migration has ended as it has ended, whoever reads of it.
        terminal.error(
            "baton: stdout could not be written, so what stands there is not whole: is its disk"
                + " full, or has its reader ended?");
      }
      return code;
    } catch (RuntimeException | Error e) {
      return fail(terminal, interruption, "baton", e);
    }
  }

  /** The command with all subcommands. */
  static CommandLine commandLine(Terminal terminal, Interruption interruption) {
    CommandLine line =
        new CommandLine(new Baton())
            .addSubcommand(new Probe(terminal))
            .addSubcommand(new Receive(terminal, interruption))
            .addSubcommand(new Send(terminal, interruption))
            .addSubcommand(new Demo(terminal, interruption))
            .addSubcommand(new Stat(terminal));
    // After the subcommands, or they would not have them.
    line.registerConverter(ThreadingMode.class, new WordConverter<>(ThreadingMode.class))
        .registerConverter(SwitchoverAckMode.class, new WordConverter<>(SwitchoverAckMode.class))
        .registerConverter(LateReinitPolicy.class, new WordConverter<>(LateReinitPolicy.class))
        .registerConverter(TimeoutStrategy.class, new WordConverter<>(TimeoutStrategy.class))
        .registerConverter(Scenario.class, new WordConverter<>(Scenario.class));
    return line.setOut(terminal.outWriter())
        .setErr(terminal.errWriter())
        .setUsageHelpLongOptionsMaxWidth(30)
        .setAbbreviatedOptionsAllowed(false)
        .setOverwrittenOptionsAllowed(false)
        .setParameterExceptionHandler(refuseArguments(terminal))
        .setExecutionExceptionHandler(refuseExecution(terminal, interruption));
  }

  /** Without a subcommand: tell which there are. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "a command is missing: probe, receive, send, demo or stat");
  }

  private static IParameterExceptionHandler refuseArguments(Terminal terminal) {
    return (exception, arguments) -> {
      String command = exception.getCommandLine().getCommandSpec().qualifiedName();
      terminal.error(
          "%s: %s (see '%s --help')"
              .formatted(command, Text.oneLine(exception.getMessage()), command));
      return ExitCode.USAGE;
    };
  }

  private static IExecutionExceptionHandler refuseExecution(
      Terminal terminal, Interruption interruption) {
    return (exception, line, parsed) -> {
      String command = line.getCommandSpec().qualifiedName();
      if (exception instanceof Refusal refusal) {
        String help =
            refusal.exitCode() == ExitCode.USAGE ? " (see '%s --help')".formatted(command) : "";
        terminal.error(command + ": " + refusal.getMessage() + help);
        return refusal.exitCode();
      }
      return fail(terminal, interruption, command, exception);
    };
  }

  /** What nobody expected: operators need one line, and whoever mends it the trace. */
  private static int fail(
      Terminal terminal, Interruption interruption, String command, Throwable exception) {
    Throwable root = exception;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String cause = exception.getCause() == null ? "" : ", because " + root;
    terminal.error(
        command
            + ": "
            + Text.oneLine(exception + cause)
            + "; this is a defect of Baton, or the JVM lacks memory, threads or open files (see"
            + " 'ulimit -a'); with BATON_DEBUG=1 there is a stack trace");
    if (System.getenv("BATON_DEBUG") != null) {
      exception.printStackTrace(terminal.errWriter());
    }
    return interruption.isRequested() ? ExitCode.CANCELLED : ExitCode.FAILED;
  }
}
