package org.baton.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.vfio.DeviceSpec;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What {@code send} and {@code receive} have in common: one side, from the devices to the report.
 */
abstract class MigrationCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final DeviceOptions devices = new DeviceOptions();
  @Mixin private final MigrationOptions migration = new MigrationOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  @Option(
      names = "--no-hold",
      description = "End also when the outcome is unknown, and so close the devices.")
  private boolean noHold;

  @Option(
      names = "--end-with-stdin",
      hidden = true,
      description = "Cancel, as on SIGTERM, when stdin ends: the demo's process is gone.")
  private boolean endWithStdin;

  private final Terminal terminal;
  private final Interruption interruption;
  private final boolean source;

  MigrationCommand(Terminal terminal, Interruption interruption, boolean source) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.source = source;
  }

  /** Migrates the devices with {@link #migrate}. */
  abstract List<Round> run(List<DeviceSpec> specs) throws Refusal, InterruptedException;

  /** What the other side's process held after each round; empty if that is not known. */
  abstract Map<Integer, ProcessUsage> otherSide() throws InterruptedException;

  @Override
  public Integer call() throws Refusal, InterruptedException {
    if (endWithStdin) {
      interruption.onEndOf(System.in);
    }
    output.check();
    try {
      migration.check();
      List<Round> rounds = run(devices.specs());
      return ExitCode.of(rounds.getLast().report().status(), interruption.isRequested());
    } catch (Refusal e) {
      if (e.exitCode() == ExitCode.REFUSED) {
        write(
            ReportJson.refused(
                source ? RunHead.SOURCE : RunHead.DESTINATION, String.valueOf(e.getMessage())));
      }
      throw e;
    }
  }

  /** Migrates as often as asked, and reports. */
  final List<Round> migrate(RunHead head, List<DeviceSpec> specs, MigrationLoop.Side side)
      throws Refusal, InterruptedException {
    MigrationLoop loop =
        new MigrationLoop(terminal, interruption, head, output.isQuiet(), migration.repeat());
    List<Round> rounds =
        loop.run(
            specs,
            checked(side),
            unknown -> {
              try {
                report(head, unknown);
              } finally {
                // Whatever becomes of the report, the devices may hold the only copy.
                hold(unknown.getLast().report());
              }
            });
    if (rounds.getLast().report().status() != MigrationStatus.UNKNOWN) {
      report(head, rounds);
    }
    return rounds;
  }

  final MigrationOptions migration() {
    return migration;
  }

  final Terminal terminal() {
    return terminal;
  }

  /** Something the operator should know, with the command's name before it. */
  final void say(String line) {
    terminal.error(spec.qualifiedName() + ": " + Text.oneLine(line));
  }

  /** What a context says of its settings is about the arguments. */
  private static MigrationLoop.Side checked(MigrationLoop.Side side) {
    return (opened, round) -> {
      try {
        return side.prepare(opened, round);
      } catch (IllegalArgumentException e) {
        throw Refusal.usage(String.valueOf(e.getMessage()));
      }
    };
  }

  private void report(RunHead head, List<Round> rounds) throws InterruptedException {
    MigrationReport last = rounds.getLast().report();
    if (!output.isQuiet()) {
      ReportTable.of(head, last).forEach(terminal::print);
      if (rounds.size() > 1) {
        RoundsSummary.of(head, rounds).forEach(terminal::print);
      }
    } else {
      if (last.failure() != null) {
        say(last.failure().toString());
      }
      ReportTable.warnings(last).forEach(warning -> say("warning: " + warning));
    }
    write(ReportJson.of(head, rounds, otherSide()));
  }

  /** A report that cannot be written changes nothing about how the migration ended. */
  private void write(String json) {
    try {
      output.write(json);
    } catch (Refusal e) {
      say(String.valueOf(e.getMessage()));
    }
  }

  private void hold(MigrationReport report) throws InterruptedException {
    if (noHold) {
      explain(report);
    } else {
      interruption.hold(() -> explain(report));
    }
  }

  private void explain(MigrationReport report) {
    UnknownOutcome.explain(source, !noHold, report).forEach(terminal::error);
  }
}
