package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.SwitchoverReport;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;

/** What people read at the end. */
class ReportTableTest {
  @Test
  void completed() {
    assertThat(ReportTable.of(Reports.SOURCE, Reports.completed()))
        .containsExactly(
            "device       precopy   stop-copy    downtime   digest    crc32c  acks  reinits",
            "nic0         3.0 MiB     1.0 MiB     81.2 ms    equal  1a2b3c4d   5/5        4",
            "a\"b          1.0 KiB         0 B     80.0 ms    equal  00000000   1/1        0",
            "all          3.0 MiB     1.0 MiB     85.0 ms",
            "",
            "completed in 2143.0 ms over io_uring (io_uring works here), 4 channels",
            "downtime 85.0 ms, forecast 78.3 ms, limit 300 ms",
            "  pause 1.0 ms, p2p 2.0 ms, save 50.0 ms, load 30.0 ms, handover 2.0 ms",
            "  waited 203.0 ms for acks alone (switchover-ack reusable)",
            "  late reinits 1 (nic0 1), retreats 1, for which the guest stood still 12.3 ms",
            "  warning: device nic1 did not stop");
  }

  @Test
  void failed() {
    assertThat(ReportTable.of(Reports.SOURCE, Reports.failed()))
        .containsExactly(
            "device       precopy   stop-copy    downtime   digest  crc32c",
            "nic0         3.0 MiB         0 B           -        -       -",
            "",
            "failed after 12.0 s; the guest runs on here",
            "  why: the other side: DEVICE (nic0): device nic0: read: EIO");
  }

  @Test
  void destination() {
    assertThat(ReportTable.of(Reports.DESTINATION, Reports.completed()))
        .contains("nic0         4.0 MiB        0.0 ms  1a2b3c4d")
        .contains("completed in 2143.0 ms over sockets (asked for), 4 channels");
    assertThat(ReportTable.of(Reports.DESTINATION, Reports.failed()))
        .contains("failed after 12.0 s; the guest was not started here");
  }

  @Test
  void aWayBackThatFailedIsNotClaimed() {
    List<String> warnings = List.of("the guest could not be resumed: timed out");
    assertThat(
            ReportTable.of(
                Reports.SOURCE,
                Reports.stuck(MigrationStatus.FAILED, FailCode.CONNECTION, warnings)))
        .containsExactly(
            "failed after 12.0 s; the guest stays here; how it and its devices are, see the"
                + " warnings",
            "  why: CONNECTION: why it ended",
            "  warning: the guest could not be resumed: timed out");
    assertThat(
            ReportTable.of(
                Reports.SOURCE,
                Reports.stuck(MigrationStatus.CANCELLED, FailCode.CANCELLED, warnings)))
        .startsWith(
            "cancelled after 12.0 s; the guest stays here; how it and its devices are, see the"
                + " warnings");
  }

  @Test
  void aWarningOfTheWayThereCastsNoDoubtOnTheWayBack() {
    List<String> warnings = List.of("switchover-ack is legacy");
    assertThat(
            ReportTable.of(
                Reports.SOURCE,
                Reports.ended(MigrationStatus.FAILED, FailCode.CONNECTION, warnings)))
        .containsExactly(
            "failed after 12.0 s; the guest runs on here",
            "  why: CONNECTION: why it ended",
            "  warning: switchover-ack is legacy");
  }

  @Test
  void wordsOfTheOtherSideDoNotSteerTheTerminal() {
    MigrationReport report =
        new MigrationReport(
            MigrationStatus.FAILED,
            new Failure(FailCode.DEVICE, "nic0", "gone\u001b[2J\nall is well", true),
            List.of("\u001b]0;title\u0007 and \u009b2J"),
            false,
            "none",
            0,
            12_000_000_000L,
            DowntimeStages.NONE,
            0,
            SwitchoverReport.NONE,
            0,
            List.of());
    assertThat(ReportTable.of(Reports.SOURCE, report))
        .contains(
            "  why: the other side: DEVICE (nic0): gone?[2J; all is well",
            "  warning: ?]0;title? and ?2J");
  }

  @Test
  void aWayBackTakesItsPartOfTheDowntime() {
    assertThat(
            ReportTable.of(
                Reports.SOURCE,
                with(new DowntimeStages(1_000_000, 0, 5_000_000, 0, 0, 4_000_000), 0)))
        .contains(
            "downtime 10.0 ms, forecast none, limit 300 ms",
            "  pause 1.0 ms, p2p 0.0 ms, save 5.0 ms, load 0.0 ms, handover 0.0 ms,"
                + " recovery 4.0 ms");
  }

  @Test
  void slotsThatAreStillInUseAreAWarning() {
    assertThat(ReportTable.of(Reports.SOURCE, with(DowntimeStages.NONE, 3)))
        .contains(
            "  warning: slots not given back at the end: 3; this is a defect of Baton, please"
                + " report it");
  }

  private static MigrationReport with(DowntimeStages stages, int slotsInUse) {
    return new MigrationReport(
        MigrationStatus.FAILED,
        new Failure(FailCode.DEVICE, "nic0", "read: EIO", false),
        List.of(),
        false,
        "none",
        1,
        12_000_000_000L,
        stages,
        0,
        SwitchoverReport.NONE,
        slotsInUse,
        List.of());
  }

  @Test
  void severalRounds() {
    List<Round> rounds =
        List.of(
            Reports.round(1, Reports.completed()),
            Reports.round(2, Reports.failed()),
            Reports.round(3, Reports.completed()));
    assertThat(RoundsSummary.of(Reports.SOURCE, rounds))
        .containsExactly(
            "3 rounds (least, median, most):",
            "  total     2143.0 ms, 2143.0 ms, 12.0 s",
            "  downtime  0.0 ms, 85.0 ms, 85.0 ms",
            "  resident  100.0 MiB, 100.0 MiB, 100.0 MiB",
            "  open fds  17, 18, 19");
    assertThat(RoundsSummary.line(rounds.getFirst(), 3))
        .isEqualTo(
            "round 1 of 3: completed in 2143.0 ms, downtime 85.0 ms, 100.0 MiB resident, 17 fds");
  }
}
