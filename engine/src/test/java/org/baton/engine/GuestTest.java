package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;

/** A hypervisor that does not do what it is asked. */
class GuestTest {
  private static final String NIC = "name=nic0,initialBytes=1M,stopCopyBytes=1M";

  @Test
  void aGuestThatDoesNotPauseStaysWhereItIs() throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      pair.sourceGuest.refusePause();
      MigrationPair.Reports reports = pair.run();

      var failure = Outcome.assertSourceHasItBack(pair, reports.source());
      assertThat(failure.code()).isEqualTo(FailCode.GUEST);
      assertThat(failure.cause()).contains("could not pause the guest", "vCPU 3 does not stop");
      assertThat(Objects.requireNonNull(reports.destination().failure()).cause())
          .isEqualTo(failure.cause());
    }
  }

  @Test
  void aGuestThatDoesNotStartAtTheDestinationLeavesItUnknown() throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(NIC)) {
      pair.destinationGuest.refuseResume();
      MigrationPair.Reports reports = pair.run();

      assertThat(reports.source().status()).isEqualTo(MigrationStatus.UNKNOWN);
      assertThat(reports.destination().status()).isEqualTo(MigrationStatus.UNKNOWN);
      assertThat(pair.sourceGuest.isRunning()).isFalse();
      assertThat(String.valueOf(reports.source().failure()))
          .contains("could not resume the guest", "vCPU 3 does not start");
    }
  }
}
