package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.baton.engine.pipeline.SourcePipeline;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A migration gives back what it took: descriptors, threads, memory; however it ended. */
class ResourcesTest {
  private static final String NIC = "name=nic0,initialBytes=1M,stopCopyBytes=1M";
  private static final int WINDOW = 1_024;

  /** 68 MiB, and not a round number. */
  private static final long SLAB_BYTES =
      SourcePipeline.slabBytes(1, WINDOW, MigrationPair.CHUNK_BYTES);

  @ParameterizedTest
  @CsvSource({
    "SOCKETS,'','',COMPLETED",
    "IO_URING,'','',COMPLETED",
    "SOCKETS,',fault=read:20:EIO','',FAILED",
    "IO_URING,',fault=read:20:EIO','',FAILED",
    "IO_URING,'',',fault=write:3:EIO',FAILED",
    "SOCKETS,'',',fault=state:RESUMING:1:EIO',FAILED",
    "IO_URING,',fault=state:STOP_COPY:1:EIO','',FAILED",
    "SOCKETS,'',',fault=state:RUNNING:1:EIO',UNKNOWN"
  })
  void everythingIsGivenBack(
      TransportChoice transport, String sourceFault, String destinationFault, MigrationStatus end)
      throws Exception {
    // The first one in a process opens what the JVM and the libraries keep.
    migrate(transport, "", "", MigrationStatus.COMPLETED);
    ProcessResources before = ProcessResources.now(SLAB_BYTES);
    migrate(transport, sourceFault, destinationFault, end);
    ProcessResources after = ProcessResources.now(SLAB_BYTES);

    assertThat(after.threads()).isEmpty();
    assertThat(after).isEqualTo(before);
  }

  private static void migrate(
      TransportChoice transport, String sourceFault, String destinationFault, MigrationStatus end)
      throws Exception {
    try (MigrationPair pair =
        MigrationPair.tcp(transport).device(NIC + sourceFault, NIC + destinationFault)) {
      pair.source.channels(2).windowChunks(WINDOW);
      pair.destination.windowChunks(WINDOW);
      assertThat(pair.run().source().status()).isEqualTo(end);
    }
  }
}
