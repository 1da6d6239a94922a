package org.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.baton.engine.report.MigrationReport;
import org.baton.transport.TransportChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once it runs, the data plane leaves nothing for the collector, however many chunks it moves. */
class AllocationTest {
  /** Until it is compiled the code allocates. */
  private static final int WARM_UP_CHUNKS = 20_000;

  private static final int MEASURED_CHUNKS = 10_000;

  /**
   * One object of the smallest size, 16 bytes, at each chunk would be 160 kB. What is allowed is a
   * quarter of that, and enough for what is not per chunk: the queries, fifty a second and device,
   * may allocate until they are compiled, and a method may be interpreted once more.
   */
  private static final long NOISE_BYTES = 40_000;

  /** A busy machine takes its time over compiling, whatever is moved meanwhile. */
  private static final long COMPILED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @CsvSource({"SOCKETS,DEDICATED", "IO_URING,DEDICATED", "SOCKETS,SHARED", "IO_URING,SHARED"})
  void chunksAllocateNothing(TransportChoice transport, ThreadingMode threading) throws Exception {
    // As fast as it goes, for as long as it is measured: the guest never pauses by itself.
    String device = "name=nic0,initialBytes=1M,stopCopyBytes=64K,dirtyBytesPerSecond=4G";
    try (MigrationPair pair =
        MigrationPair.tcp(transport).device(device + ",dirtyLimitBytes=64M", device)) {
      pair.destination.threading(threading);
      pair.source.threading(threading);
      pair.source.chunkBytes(4_096).downtimeLimitMillis(1).availSwitchoverBandwidth(1);
      CompletableFuture<MigrationReport> loading = pair.startDestination();
      SourceMigration source = new SourceMigration(pair.source);
      CompletableFuture<MigrationReport> saving = MigrationPair.start(source::run);
      try {
        awaitChunks(pair, saving, WARM_UP_CHUNKS);
        Map<String, Long> grown = Map.of();
        long begin = System.nanoTime();
        while (grown.isEmpty()
            || (isTooMuch(grown) && System.nanoTime() - begin < COMPILED_WITHIN_NANOS)) {
          Map<String, Long> before = allocated();
          awaitChunks(pair, saving, chunks(pair) + MEASURED_CHUNKS);
          grown = grown(before, allocated());
        }
        assertThat(isTooMuch(grown)).as("bytes per thread: %s", grown).isFalse();
      } finally {
        source.cancel();
        MigrationPair.await(saving);
        MigrationPair.await(loading);
      }
    }
  }

  private static boolean isTooMuch(Map<String, Long> grown) {
    return grown.values().stream().anyMatch(bytes -> bytes > NOISE_BYTES);
  }

  private static Map<String, Long> grown(Map<String, Long> before, Map<String, Long> after) {
    assertThat(after.keySet())
        .contains("baton-rd-nic0", "baton-wr-nic0")
        .isEqualTo(before.keySet());
    Map<String, Long> grown = new HashMap<>(after);
    before.forEach((thread, bytes) -> grown.merge(thread, -bytes, Long::sum));
    return grown;
  }

  private Map<String, Long> allocated() {
    Map<String, Long> bytes = new HashMap<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().matches("baton-(rd|wr|tx|rx)-.*")) {
        bytes.put(thread.getName(), threads.getThreadAllocatedBytes(thread.threadId()));
      }
    }
    return bytes;
  }

  private static long chunks(MigrationPair pair) {
    return pair.destinationDevices.get(0).bytesLoaded() / 4_096;
  }

  private static void awaitChunks(
      MigrationPair pair, CompletableFuture<MigrationReport> saving, long chunks)
      throws InterruptedException {
    while (chunks(pair) < chunks) {
      assertThat(saving).isNotDone();
      Thread.sleep(1);
    }
  }
}
