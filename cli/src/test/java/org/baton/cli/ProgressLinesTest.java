package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;

/** A line per device, and its rate since the last look. */
class ProgressLinesTest {
  private static final long MEBIBYTE = 1L << 20;

  private static MigrationProgress progress(long elapsedMillis, long movedBytes) {
    return progress(elapsedMillis, movedBytes, "");
  }

  private static MigrationProgress progress(long elapsedMillis, long movedBytes, String obstacle) {
    return new MigrationProgress(
        MigrationStatus.ACTIVE,
        elapsedMillis * 1_000_000,
        85_000_000,
        obstacle,
        SwitchoverReport.NONE,
        List.of(
            new ParticipantProgress(
                "nic0",
                DeviceState.PRE_COPY,
                new PendingReport(10, 2048, 16 * MEBIBYTE, 8 * MEBIBYTE),
                movedBytes,
                3 * MEBIBYTE,
                new AckReport(4, 3, 3, 0, 250_000_000, 262_000_000, 263_500_000, 120_000_000))));
  }

  @Test
  void tableForATerminal() {
    ProgressLines lines = new ProgressLines(true);
    lines.table(progress(1_000, 10 * MEBIBYTE));
    assertThat(lines.table(progress(1_500, 30 * MEBIBYTE)))
        .containsExactly(
            "active, 1.5 s, expected downtime 85.0 ms",
            "device         state       moved         rate    initial      dirty  stop-copy",
            "nic0        pre-copy    30.0 MiB   40.0 MiB/s       10 B    2.0 KiB   16.0 MiB",
            "device    dirty rate   acks  reinits    ack p50    ack p99    ack max   ack wait",
            "nic0       8.0 MiB/s    3/4        3   250.0 ms   262.0 ms   263.5 ms   120.0 ms")
        .allMatch(line -> line.length() <= 80);
  }

  @Test
  void theHeadSaysWhyTheGuestIsNotPaused() {
    assertThat(
            new ProgressLines(true)
                .table(progress(1_500, MEBIBYTE, "waiting for nic0's ack (generation 4)")))
        .first()
        .isEqualTo("active, 1.5 s, waiting for nic0's ack (generation 4)");
  }

  @Test
  void linesForALog() {
    ProgressLines lines = new ProgressLines(true);
    assertThat(lines.log(progress(2_000, 10 * MEBIBYTE)))
        .containsExactly(
            "  2.0 s  active  expected downtime 85.0 ms",
            "  2.0 s  active  nic0          pre-copy    10.0 MiB moved     5.0 MiB/s"
                + "       initial 10 B    dirty 2.0 KiB   stop-copy 16.0 MiB"
                + "     dirties 8.0 MiB/s  acks 3/4  reinits 3  ack p50 250.0 ms  p99 262.0 ms"
                + "  max 263.5 ms  ack wait 120.0 ms");
  }

  @Test
  void destinationKnowsOnlyWhatItLoaded() {
    assertThat(new ProgressLines(false).table(progress(1_000, MEBIBYTE)))
        .containsExactly(
            "active, 1.0 s, expected downtime 85.0 ms",
            "device           state      loaded          rate",
            "nic0          pre-copy     1.0 MiB     1.0 MiB/s");
  }

  @Test
  void noTimeNoRate() {
    ProgressLines lines = new ProgressLines(false);
    lines.table(progress(1_000, MEBIBYTE));
    assertThat(lines.table(progress(1_000, MEBIBYTE)).getLast()).endsWith("  -");
  }
}
