package org.baton.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceSpec;
import org.baton.vfio.MigratableDevice;

/** Migrates the same devices a number of times, and stops at the first that does not complete. */
final class MigrationLoop {
  private static final int BUSY_TRIES = 20;
  private static final long BUSY_MILLIS = 100;

  private final Terminal terminal;
  private final Interruption interruption;
  private final RunHead head;
  private final boolean quiet;
  private final int repeat;
  private final List<Round> rounds = new ArrayList<>();

  MigrationLoop(
      Terminal terminal, Interruption interruption, RunHead head, boolean quiet, int repeat) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.head = head;
    this.quiet = quiet;
    this.repeat = repeat;
  }

  /** Makes the migration of a round. */
  interface Side {
    Attempt prepare(List<MigratableDevice> devices, int round) throws Refusal;
  }

  /** What to do while the devices are still open, when nobody knows who runs the guest. */
  interface Holding {
    void hold(List<Round> rounds) throws InterruptedException;
  }

  /**
   * Migrates.
   *
   * @return all rounds, the last of which may not be complete
   */
  List<Round> run(List<DeviceSpec> specs, Side side, Holding holding)
      throws Refusal, InterruptedException {
    boolean goOn = true;
    for (int number = 1; number <= repeat && goOn; number++) {
      MigrationReport report;
      try (OpenDevices opened = OpenDevices.open(specs)) {
        report = attend(side.prepare(opened.devices(), number));
        // The other side ends a round, and closes its devices, a moment after this one.
        for (int tries = 0; number > 1 && tries < BUSY_TRIES && isBusy(report); tries++) {
          Thread.sleep(BUSY_MILLIS);
          report = attend(side.prepare(opened.devices(), number));
        }
        if (report.status() == MigrationStatus.UNKNOWN) {
          rounds.add(new Round(number, report, ProcessUsage.now()));
          holding.hold(rounds);
          return rounds;
        }
      }
      Round round = new Round(number, report, ProcessUsage.now());
      rounds.add(round);
      if (repeat > 1 && !quiet) {
        terminal.error(RoundsSummary.line(round, repeat));
      }
      goOn = report.status() == MigrationStatus.COMPLETED && !interruption.isRequested();
    }
    return rounds;
  }

  private static boolean isBusy(MigrationReport report) {
    Failure failure = report.failure();
    return failure != null && failure.fromPeer() && failure.code() == FailCode.RESOURCES;
  }

  private MigrationReport attend(Attempt attempt) throws InterruptedException {
    AtomicReference<MigrationReport> report = new AtomicReference<>();
    boolean shown = !quiet && (repeat == 1 || terminal.canRedraw());
    interruption.during(
        attempt::cancel,
        () -> {
          ProgressPrinter printer = ProgressPrinter.start(terminal, head, shown, attempt::progress);
          try {
            report.set(attempt.run());
          } finally {
            printer.stop();
          }
        });
    return report.get();
  }
}
