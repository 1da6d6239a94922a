package org.baton.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.baton.engine.switchover.SwitchoverAckMode;

/**
 * Runs the demo with the same devices in two modes of switchover-ack, by turns, so that whatever
 * else the machine does hits both.
 */
final class Comparison {
  /** In the order of the first turn. */
  private static final List<SwitchoverAckMode> MODES =
      List.of(SwitchoverAckMode.REUSABLE, SwitchoverAckMode.LEGACY);

  private final DemoRun run;
  private final TemporaryDirectory directory;
  private final List<ComparedRun> reusable = new ArrayList<>();
  private final List<ComparedRun> legacy = new ArrayList<>();

  Comparison(DemoRun run, TemporaryDirectory directory) {
    this.run = run;
    this.directory = directory;
  }

  /** Hears what has been measured so far. */
  interface Listener {
    void onRun(SwitchoverAckMode mode, ComparedRun measured);
  }

  /**
   * Compares.
   *
   * @param rounds runs of each mode
   * @param sending more arguments of the sending processes
   * @return 0, or the exit code of the first run that did not complete
   */
  int run(int rounds, List<String> sending, Listener listener)
      throws Refusal, IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (SwitchoverAckMode mode : MODES) {
        Path report = directory.file("report");
        List<String> all = new ArrayList<>(sending);
        all.addAll(List.of("--quiet", "--json", report.toString()));
        int code = run.run(List.of("--switchover-ack", mode.toString()), all);
        if (code != ExitCode.COMPLETED) {
          return code;
        }
        ComparedRun measured = ComparedRun.read(report);
        (mode == SwitchoverAckMode.LEGACY ? legacy : reusable).add(measured);
        listener.onRun(mode, measured);
      }
    }
    return ExitCode.COMPLETED;
  }

  /** What it has shown. Only after a {@link #run} that completed. */
  ComparisonReport report(Scenario scenario) {
    return new ComparisonReport(scenario, reusable, legacy);
  }
}
