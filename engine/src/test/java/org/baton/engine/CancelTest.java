package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.baton.engine.report.Failure;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.baton.transport.wire.FailCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An operator may change their mind until COMMIT, and then may not. */
class CancelTest {
  @ParameterizedTest
  @CsvSource({
    "SETUP,'name=nic0,initialBytes=1M,stopCopyBytes=1M,transitionTime=300ms'",
    "ACTIVE,'name=nic0,initialBytes=1G,stopCopyBytes=1M,saveBytesPerSecond=20M'",
    "DEVICE,'name=nic0,initialBytes=1M,stopCopyBytes=1M,fault=state:STOP_COPY:1:delay=300ms'"
  })
  void theSourceHasItBack(MigrationStatus when, String device) throws Exception {
    try (MigrationPair pair = MigrationPair.tcp(TransportChoice.SOCKETS).device(device)) {
      MigrationPair.Reports reports =
          pair.run(
              source -> {
                await(source, when);
                source.cancel();
              });

      assertThat(Outcome.assertSourceHasItBack(pair, reports.source()).code())
          .isEqualTo(FailCode.CANCELLED);
      assertThat(reports.source().status()).isEqualTo(MigrationStatus.CANCELLED);
      Failure there = Objects.requireNonNull(reports.destination().failure());
      assertThat(there.code()).isEqualTo(FailCode.CANCELLED);
      assertThat(there.fromPeer()).isTrue();
    }
  }

  @Test
  void afterwardsItIsTooLate() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device("name=nic0,initialBytes=64K,stopCopyBytes=64K")) {
      SourceMigration source = new SourceMigration(pair.source);
      CompletableFuture<MigrationReport> loading = pair.startDestination();
      MigrationReport report = MigrationPair.await(MigrationPair.start(source::run));
      source.cancel();

      assertThat(report.status()).isEqualTo(MigrationStatus.COMPLETED);
      assertThat(MigrationPair.await(loading).status()).isEqualTo(MigrationStatus.COMPLETED);
    }
  }

  @Test
  void aDestinationMayBeCancelledWhileItWaits() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device("name=nic0,initialBytes=64K,stopCopyBytes=64K")) {
      DestinationMigration destination = new DestinationMigration(pair.destination);
      CompletableFuture<MigrationReport> loading = MigrationPair.start(destination::run);
      destination.cancel();

      assertThat(MigrationPair.await(loading).status()).isEqualTo(MigrationStatus.CANCELLED);
    }
  }

  @Test
  void aDestinationMayBeCancelledWhileItLoads() throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(TransportChoice.SOCKETS)
            .device("name=nic0,initialBytes=1G,stopCopyBytes=1M,saveBytesPerSecond=20M")) {
      DestinationMigration destination = new DestinationMigration(pair.destination);
      CompletableFuture<MigrationReport> loading = MigrationPair.start(destination::run);
      SourceMigration source = new SourceMigration(pair.source);
      CompletableFuture<MigrationReport> saving = MigrationPair.start(source::run);
      await(source, MigrationStatus.ACTIVE);
      destination.cancel();

      Failure failure = Outcome.assertSourceHasItBack(pair, MigrationPair.await(saving));
      assertThat(failure.code()).isEqualTo(FailCode.CANCELLED);
      assertThat(failure.fromPeer()).isTrue();
      assertThat(MigrationPair.await(loading).status()).isEqualTo(MigrationStatus.CANCELLED);
    }
  }

  private static void await(SourceMigration source, MigrationStatus status) {
    while (source.progress().status() != status) {
      assertThat(source.progress().status().isFinal()).isFalse();
      Thread.onSpinWait();
    }
  }
}
