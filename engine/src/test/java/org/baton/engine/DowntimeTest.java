package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.engine.report.DowntimeStages;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The downtime that is reported is the one that the guest had, however it ended. */
class DowntimeTest {
  private static final String NIC = "name=nic0,initialBytes=256K,stopCopyBytes=256K";

  @Test
  void countsUntilTheGuestRunsThere() throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      MigrationReport report = pair.run().source();

      assertThat(report.status()).isEqualTo(MigrationStatus.COMPLETED);
      assertCovers(report, pair.destinationGuest.resumedNanos() - pair.sourceGuest.pausedNanos());
      assertThat(report.downtime().recoveryNanos()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "',fault=state:STOP_COPY:1:delay=60ms',',fault=state:STOP:2:EIO'",
    "',fault=state:STOP_COPY:1:EIO',''",
    "',fault=state:RUNNING_P2P:2:delay=60ms,fault=read:6:EIO',''"
  })
  void countsUntilTheGuestRunsHereAgain(String sourceFault, String destinationFault)
      throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device(NIC + sourceFault, NIC + destinationFault)) {
      MigrationReport report = pair.run().source();

      assertThat(report.status()).isEqualTo(MigrationStatus.FAILED);
      assertThat(pair.sourceGuest.pauses()).isOne();
      assertCovers(report, pair.sourceGuest.resumedNanos() - pair.sourceGuest.pausedNanos());
      assertThat(report.downtime().recoveryNanos()).isPositive();
    }
  }

  @Test
  void isNoneIfTheGuestWasNeverPaused() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC + ",fault=read:2:EIO", NIC)) {
      assertThat(pair.run().source().downtime()).isEqualTo(DowntimeStages.NONE);
    }
  }

  /** The report begins to count a little earlier and stops a little later than the guest stands. */
  private static void assertCovers(MigrationReport report, long standstillNanos) {
    assertThat(standstillNanos).isPositive();
    assertThat(report.downtime().totalNanos()).isBetween(standstillNanos, report.totalNanos());
  }
}
