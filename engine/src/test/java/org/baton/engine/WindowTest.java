package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slow loader holds back the source: what is read and not loaded never exceeds the window. */
class WindowTest {
  private static final int CHUNKS = 4;

  @ParameterizedTest
  @CsvSource({"SOCKETS,1", "IO_URING,3"})
  void whatIsInFlightNeverExceedsTheWindow(TransportChoice transport, int channels)
      throws Exception {
    String sizes = "name=nic0,initialBytes=6M,stopCopyBytes=2M";
    try (MigrationPair pair =
        MigrationPair.tcp(transport).device(sizes, sizes + ",loadBytesPerSecond=20M")) {
      pair.source.windowChunks(CHUNKS).channels(channels);
      CompletableFuture<MigrationReport> loading = pair.startDestination();
      CompletableFuture<MigrationReport> saving = pair.startSource();
      long most = 0;
      while (!saving.isDone()) {
        // In this order the difference is never more than it was at any one time.
        long read = pair.sourceDevices.get(0).bytesDelivered();
        most = Math.max(most, read - pair.destinationDevices.get(0).bytesLoaded());
        Thread.onSpinWait();
      }
      Outcome.assertCompleted(
          pair,
          new MigrationPair.Reports(MigrationPair.await(saving), MigrationPair.await(loading)));

      assertThat(most).isLessThanOrEqualTo((long) CHUNKS * MigrationPair.CHUNK_BYTES);
      assertThat(most).as("the loader was slower").isGreaterThan(MigrationPair.CHUNK_BYTES);
    }
  }
}
