package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;
import org.baton.engine.pipeline.SourcePipeline;
import org.baton.engine.report.MigrationReport;
import org.baton.engine.report.MigrationStatus;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(
      value = TransportChoice.class,
      names = {"SOCKETS", "IO_URING"})
  void everythingIsGivenBackWhenAThreadCannotStart(TransportChoice transport) throws Exception {
    migrate(transport, "", "", MigrationStatus.COMPLETED);
    ProcessResources before = ProcessResources.now(SLAB_BYTES);
    for (int failing = 1; failing <= 3; failing++) {
      try (MigrationPair pair = MigrationPair.tcp(transport).device(NIC)) {
        pair.source.channels(2).windowChunks(WINDOW).idleStrategy(failingAt(failing));
        pair.destination.windowChunks(WINDOW);
        MigrationReport report = pair.run().source();
        assertThat(Outcome.assertSourceHasItBack(pair, report).cause()).contains("no more threads");
      }
      try (MigrationPair pair = MigrationPair.tcp(transport).device(NIC)) {
        pair.source.channels(2).windowChunks(WINDOW);
        pair.destination.windowChunks(WINDOW).idleStrategy(failingAt(failing));
        MigrationReport report = pair.run().source();
        assertThat(Outcome.assertSourceHasItBack(pair, report).cause()).contains("no more threads");
      }
    }
    assertThat(ProcessResources.now(SLAB_BYTES)).isEqualTo(before);
  }

  /** Where a machine's limit would strike: each thread asks for its idle strategy first. */
  private static Supplier<IdleStrategy> failingAt(int thread) {
    AtomicInteger started = new AtomicInteger();
    return () -> {
      if (started.incrementAndGet() == thread) {
        throw new IllegalStateException("no more threads");
      }
      return new SleepingMillisIdleStrategy(1);
    };
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
