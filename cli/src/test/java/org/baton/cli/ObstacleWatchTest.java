package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.baton.engine.report.AckReport;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.baton.engine.report.PendingReport;
import org.baton.engine.report.SwitchoverReport;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.api.Test;

/** A migration that never ends says why, once, and not at every look. */
class ObstacleWatchTest {
  private static final String ACK = "waiting for nic0's ack (generation 4)";

  private final ObstacleWatch watch = new ObstacleWatch();

  private Optional<String> look(
      MigrationStatus status, long seconds, String obstacle, long initial) {
    return look(status, seconds, obstacle, initial, AckReport.NONE);
  }

  private Optional<String> look(
      MigrationStatus status, long seconds, String obstacle, long initial, AckReport acks) {
    return watch.look(
        new MigrationProgress(
            status,
            seconds * 1_000_000_000,
            85_000_000,
            obstacle,
            SwitchoverReport.NONE,
            List.of(
                new ParticipantProgress(
                    "nic0",
                    DeviceState.PRE_COPY,
                    new PendingReport(initial, 0, 0, 0),
                    0,
                    0,
                    acks))));
  }

  private Optional<String> look(long seconds, String obstacle) {
    return look(MigrationStatus.ACTIVE, seconds, obstacle, 0);
  }

  @Test
  void saysItOnceAndAgainAfterMinutes() {
    assertThat(look(1, ACK)).isEmpty();
    assertThat(look(5, ACK)).isEmpty();
    assertThat(look(6, ACK))
        .contains(
            "warning: no switchover yet: waiting for nic0's ack (generation 4); wait until devices"
                + " are quieter, raise --downtime-limit, or set --timeout");
    assertThat(look(7, ACK)).isEmpty();
    assertThat(look(300, ACK)).isEmpty();
    assertThat(look(306, ACK)).isPresent();
  }

  @Test
  void oneObstacleAfterAnotherIsOneDelay() {
    assertThat(look(1, ACK)).isEmpty();
    assertThat(look(4, "expected downtime 900.0 ms is over the limit of 300.0 ms")).isEmpty();
    assertThat(look(6, ACK)).isPresent();
  }

  @Test
  void anObstacleThatIsGoneNowAndThenIsNotComplainedOf() {
    for (int seconds = 0; seconds < 60; seconds += 4) {
      assertThat(look(seconds, ACK)).isEmpty();
      assertThat(look(seconds + 1, "")).isEmpty();
    }
  }

  /** It has new initial data at every look. */
  @Test
  void aDeviceThatReinitialisesAllTheTimeIsComplainedOf() {
    AckReport restless = new AckReport(1, 0, 20, 0, 0, 0, 0, 0);
    assertThat(look(MigrationStatus.ACTIVE, 1, ACK, 4_096, restless)).isEmpty();
    assertThat(look(MigrationStatus.ACTIVE, 6, ACK, 4_096, restless)).isPresent();
  }

  @Test
  void onlyWhatKeepsASourceFromItsSwitchoverCounts() {
    assertThat(look(MigrationStatus.ACTIVE, 1, ACK, 4_096)).isEmpty();
    assertThat(look(MigrationStatus.ACTIVE, 9, ACK, 4_096)).isEmpty();
    assertThat(look(MigrationStatus.DEVICE, 10, ACK, 0)).isEmpty();
    assertThat(look(MigrationStatus.DEVICE, 20, ACK, 0)).isEmpty();
    assertThat(look(21, "")).isEmpty();
    assertThat(look(31, "")).isEmpty();
  }
}
