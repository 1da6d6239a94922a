package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An open channel leaves no garbage. */
interface AllocationContract extends Sides {
  int LENGTH = 20_000;
  int EXCHANGES = 2_000;
  long COMPILED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);
  int CLEAN_ROUNDS = 3;

  /**
   * Calls into C leave garbage until the JVM's second compiler has seen them, and when that is
   * depends on the machine: so rounds are run until several in a row were clean. A channel that
   * allocates by itself never has a clean one.
   */
  @Test
  default void allocatesNothingOnceOpenAndCompiled() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Counting counting = new Counting();
    int clean = 0;
    long allocated = 0;
    long begin = System.nanoTime();
    while (clean < CLEAN_ROUNDS && System.nanoTime() - begin < COMPILED_WITHIN_NANOS) {
      long before = threads.getCurrentThreadAllocatedBytes();
      exchange(counting, EXCHANGES);
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      clean = allocated == 0 ? clean + 1 : 0;
    }
    assertThat(clean)
        .as("rounds in a row without garbage; the last left %d bytes", allocated)
        .isEqualTo(CLEAN_ROUNDS);
  }

  /** Sends regions from one side to the other, with waits. */
  private void exchange(Counting counting, int regions) {
    int target = counting.received + regions;
    while (counting.received < target) {
      if (left().channel.canSend()) {
        left().channel.send(0, LENGTH, 1);
      }
      if (right().channel.canReceive()) {
        right().channel.receive(0, LENGTH);
      }
      left().channel.poll(counting);
      right().channel.await(100_000);
      right().channel.poll(counting);
      left().channel.wakeup();
    }
  }

  /** Counts, and nothing else. */
  final class Counting implements ChannelHandler {
    private int received;

    @Override
    public void onReceived(long offset, int length) {
      received++;
    }

    @Override
    public void onClosed(@Nullable TransportException cause) {
      throw new AssertionError(cause);
    }
  }
}
