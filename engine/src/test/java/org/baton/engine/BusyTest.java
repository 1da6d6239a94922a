package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.baton.vfio.DeviceState;
import org.baton.vfio.simulated.SimulatedDevice;
import org.baton.vfio.simulated.SimulatedDeviceSpec;
import org.junit.jupiter.api.Test;

/** A destination that has its migration says so to whoever comes meanwhile. */
class BusyTest {
  @Test
  void aSecondSourceIsTurnedAwayAtOnce() throws Exception {
    String nic = "name=nic0,initialBytes=1G,stopCopyBytes=1M,saveBytesPerSecond=20M";
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(nic);
        SimulatedDevice other = SimulatedDeviceSpec.parse(nic).open()) {
      SourceMigration first = new SourceMigration(pair.source);
      CompletableFuture<MigrationReport> loading = pair.startDestination();
      CompletableFuture<MigrationReport> saving = MigrationPair.start(first::run);
      while (first.progress().status() != MigrationStatus.ACTIVE) {
        Thread.onSpinWait();
      }
      SourceContext second =
          new SourceContext()
              .transport(TransportChoice.SOCKETS)
              .connect(pair.listener.endpoint())
              .device(other);
      MigrationReport refused =
          MigrationPair.await(MigrationPair.start(new SourceMigration(second)::run));

      Failure failure = Objects.requireNonNull(refused.failure());
      assertThat(failure.code()).isEqualTo(FailCode.RESOURCES);
      assertThat(failure.fromPeer()).isTrue();
      assertThat(failure.cause()).contains("going on already", "try again");
      assertThat(other.state()).isEqualTo(DeviceState.RUNNING);
      assertThat(first.progress().status()).isEqualTo(MigrationStatus.ACTIVE);
      first.cancel();
      MigrationPair.await(saving);
      MigrationPair.await(loading);
    }
  }
}
