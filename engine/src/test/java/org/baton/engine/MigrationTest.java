package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.engine.report.MigrationStatus;
import org.baton.engine.report.ParticipantReport;
import org.baton.transport.TransportChoice;
import org.baton.vfio.DeviceState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State that leaves one side arrives at the other, and exactly one guest runs. */
class MigrationTest {
  @ParameterizedTest
  @CsvSource({"SOCKETS,1", "IO_URING,1", "SOCKETS,4", "IO_URING,4"})
  void movesFourDevices(TransportChoice transport, int channels) throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(transport)) {
      pair.source.channels(channels);
      for (int i = 0; i < 4; i++) {
        pair.device("name=nic" + i + ",seed=" + (i + 7) + ",initialBytes=3M,stopCopyBytes=5M");
      }

      MigrationPair.Reports reports = pair.run();

      assertThat(reports.source().failure()).isNull();
      assertThat(reports.destination().failure()).isNull();
      assertThat(reports.source().status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(reports.destination().status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(pair.sourceGuest.isRunning()).isFalse();
      assertThat(pair.destinationGuest.isRunning()).isTrue();
      for (int i = 0; i < 4; i++) {
        ParticipantReport row = reports.source().participants().get(i);
        assertThat(row.sourceDigest()).isEqualTo(row.destinationDigest()).isNotNull();
        assertThat(row.precopyBytes()).isGreaterThanOrEqualTo(3 << 20);
        assertThat(row.stopCopyBytes()).isGreaterThanOrEqualTo(5 << 20);
        assertThat(row.downtimeNanos()).isPositive();
        ParticipantReport there = reports.destination().participants().get(i);
        assertThat(there.precopyBytes()).isEqualTo(row.precopyBytes());
        assertThat(there.stopCopyBytes()).isEqualTo(row.stopCopyBytes());
        assertThat(pair.sourceDevices.get(i).state()).isEqualTo(DeviceState.STOP);
        assertThat(pair.destinationDevices.get(i).state()).isEqualTo(DeviceState.RUNNING);
        assertThat(pair.destinationDevices.get(i).contentDigest())
            .isEqualTo(pair.sourceDevices.get(i).contentDigest());
      }
    }
  }
}
