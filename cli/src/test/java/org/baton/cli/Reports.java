package org.baton.cli;

import java.util.List;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.engine.switchover.SwitchoverAckMode;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;

/** Reports as an engine makes them. */
final class Reports {
  static final RunHead SOURCE =
      new RunHead(true, "tcp:127.0.0.1:7", "io_uring", "io_uring works here", 300);
  static final RunHead DESTINATION =
      new RunHead(false, "tcp:127.0.0.1:7", "sockets", "asked for", 0);

  private Reports() {}

  static MigrationReport completed() {
    return new MigrationReport(
        MigrationStatus.COMPLETED,
        null,
        List.of("device nic1 did not stop"),
        false,
        "io_uring (io_uring works here)",
        4,
        2_143_000_000L,
        new DowntimeStages(1_000_000, 2_000_000, 50_000_000, 30_000_000, 2_000_000, 0),
        78_300_000,
        new SwitchoverReport(SwitchoverAckMode.REUSABLE, 900 << 20, 203_000_000, 1, 1, 12_300_000),
        0,
        List.of(
            new ParticipantReport(
                "nic0",
                DeviceState.STOP,
                3 << 20,
                1 << 20,
                5,
                0x1a2b3c4d,
                0x1a2b3c4d,
                81_200_000,
                7_000_000,
                8_000,
                new PendingReport(0, 0, 0, 8 << 20),
                new AckReport(5, 5, 4, 1, 250_000_000, 262_000_000, 263_500_000, 120_000_000)),
            new ParticipantReport(
                "a\"b",
                DeviceState.STOP,
                1024,
                0,
                1,
                0,
                0,
                80_000_000,
                1_000,
                2_000,
                new PendingReport(0, 0, 0, 0),
                new AckReport(1, 1, 0, 0, 400_000, 400_000, 400_000, 0))));
  }

  static MigrationReport failed() {
    return new MigrationReport(
        MigrationStatus.FAILED,
        new Failure(FailCode.DEVICE, "nic0", "device nic0: read: EIO", true),
        List.of(),
        false,
        "sockets (asked for)",
        1,
        12_000_000_000L,
        DowntimeStages.NONE,
        0,
        SwitchoverReport.NONE,
        0,
        List.of(
            new ParticipantReport(
                "nic0",
                DeviceState.RUNNING,
                3 << 20,
                0,
                3,
                null,
                null,
                0,
                7_000_000,
                8_000,
                new PendingReport(5 << 20, 4_096, 1 << 20, 0),
                AckReport.NONE)));
  }

  static MigrationReport unknown() {
    return ended(MigrationStatus.UNKNOWN, FailCode.CONNECTION, List.of());
  }

  /** One with warnings of the way there. */
  static MigrationReport ended(MigrationStatus status, FailCode code, List<String> warnings) {
    return ended(status, new Failure(code, null, "why it ended", false), warnings, false);
  }

  /** One with what went wrong on the way back. */
  static MigrationReport stuck(MigrationStatus status, FailCode code, List<String> warnings) {
    return ended(status, new Failure(code, null, "why it ended", false), warnings, true);
  }

  static MigrationReport ended(
      MigrationStatus status, Failure failure, List<String> warnings, boolean recoveryFailed) {
    return new MigrationReport(
        status,
        failure,
        warnings,
        recoveryFailed,
        "sockets (asked for)",
        1,
        12_000_000_000L,
        DowntimeStages.NONE,
        0,
        SwitchoverReport.NONE,
        0,
        List.of());
  }

  static Round round(int number, MigrationReport report) {
    return new Round(number, report, new ProcessUsage(100L << 20, 16 + number));
  }
}
