package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;
import org.baton.vfio.VfioException;
import org.baton.vfio.simulated.SimulatedDevice;

/** What must be so after a migration, in words of the promise. */
final class Outcome {
  private Outcome() {}

  static void assertCompleted(MigrationPair pair, MigrationPair.Reports reports)
      throws VfioException {
    assertThat(reports.source().failure()).isNull();
    assertThat(reports.destination().failure()).isNull();
    assertThat(reports.source().status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(reports.destination().status()).isEqualTo(MigrationStatus.COMPLETED);
    assertThat(pair.sourceGuest.isRunning()).isFalse();
    assertThat(pair.destinationGuest.isRunning()).isTrue();
    for (int i = 0; i < pair.destinationDevices.size(); i++) {
      SimulatedDevice device = pair.destinationDevices.get(i);
      assertThat(device.state()).as(device.name()).isEqualTo(DeviceState.RUNNING);
      assertThat(device.contentDigest()).isEqualTo(pair.sourceDevices.get(i).contentDigest());
    }
  }

  /** The source has everything back, and the destination's guest does not run. */
  static Failure assertSourceHasItBack(MigrationPair pair, MigrationReport report)
      throws VfioException {
    assertThat(report.status()).isIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
    assertThat(pair.sourceGuest.isRunning()).as("source's guest runs").isTrue();
    assertThat(pair.destinationGuest.isRunning()).as("destination's guest runs").isFalse();
    for (SimulatedDevice device : pair.sourceDevices) {
      assertThat(device.state()).as(device.name()).isEqualTo(DeviceState.RUNNING);
    }
    return Objects.requireNonNull(report.failure());
  }

  /** As above, and both sides know the reason: the same device and the same sentence. */
  static void assertBothBlame(
      MigrationPair pair, MigrationPair.Reports reports, FailCode code, String device)
      throws VfioException {
    Failure here = assertSourceHasItBack(pair, reports.source());
    assertThat(reports.destination().status()).isEqualTo(MigrationStatus.FAILED);
    Failure there = Objects.requireNonNull(reports.destination().failure());
    assertThat(here.code()).as(here.toString()).isEqualTo(code);
    assertThat(here.participant()).as(here.toString()).isEqualTo(device);
    assertThat(there.participant()).as(there.toString()).isEqualTo(device);
    assertThat(there.cause()).isEqualTo(here.cause());
    assertThat(here.fromPeer()).isNotEqualTo(there.fromPeer());
  }

  /** Whatever happened, the two sides do not contradict each other. */
  static void assertConsistent(MigrationPair pair, MigrationPair.Reports reports)
      throws VfioException {
    assertThat(pair.sourceGuest.isRunning() && pair.destinationGuest.isRunning())
        .as("both guests run")
        .isFalse();
    switch (reports.source().status()) {
      case COMPLETED -> assertCompleted(pair, reports);
      case FAILED, CANCELLED -> {
        assertSourceHasItBack(pair, reports.source());
        assertThat(reports.destination().status())
            .isIn(MigrationStatus.FAILED, MigrationStatus.CANCELLED);
      }
      default -> {
        assertThat(reports.source().status()).isEqualTo(MigrationStatus.UNKNOWN);
        assertThat(pair.sourceGuest.isRunning()).as("source's guest runs").isFalse();
      }
    }
  }
}
