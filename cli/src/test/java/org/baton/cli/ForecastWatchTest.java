package org.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.baton.engine.report.MigrationProgress;
import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantProgress;
import org.junit.jupiter.api.Test;

/** A migration that never ends says why, once, and not at every look. */
class ForecastWatchTest {
  private final ForecastWatch watch = new ForecastWatch(300);

  private Optional<String> look(MigrationStatus status, long seconds, long millis, long initial) {
    return watch.look(
        new MigrationProgress(
            status,
            seconds * 1_000_000_000,
            millis * 1_000_000,
            List.of(new ParticipantProgress("nic0", initial, 0, 0, 0, 0))));
  }

  private Optional<String> look(long seconds, long millis) {
    return look(MigrationStatus.ACTIVE, seconds, millis, 0);
  }

  @Test
  void saysItOnceAndAgainAfterMinutes() {
    assertThat(look(1, 2_125)).isEmpty();
    assertThat(look(5, 2_125)).isEmpty();
    assertThat(look(6, 2_125))
        .contains(
            "warning: expected downtime 2125.0 ms is over the limit of 300 ms: raise"
                + " --downtime-limit, or wait until devices are quieter");
    assertThat(look(7, 2_125)).isEmpty();
    assertThat(look(300, 2_125)).isEmpty();
    assertThat(look(306, 2_125)).isPresent();
  }

  @Test
  void aForecastThatFitsNowAndThenIsNotComplainedOf() {
    for (int seconds = 0; seconds < 60; seconds += 4) {
      assertThat(look(seconds, 2_125)).isEmpty();
      assertThat(look(seconds + 1, 300)).isEmpty();
    }
  }

  @Test
  void onlyWhatKeepsASourceFromItsSwitchoverCounts() {
    assertThat(look(MigrationStatus.ACTIVE, 1, 2_125, 4_096)).isEmpty();
    assertThat(look(MigrationStatus.ACTIVE, 9, 2_125, 4_096)).isEmpty();
    assertThat(look(MigrationStatus.DEVICE, 10, 2_125, 0)).isEmpty();
    assertThat(look(MigrationStatus.DEVICE, 20, 2_125, 0)).isEmpty();
    assertThat(look(21, 0)).isEmpty();
    assertThat(look(31, 0)).isEmpty();
  }
}
