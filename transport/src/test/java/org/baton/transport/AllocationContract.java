package org.baton.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An open channel leaves no garbage. */
interface AllocationContract extends Sides {
  int LENGTH = 20_000;
  int WARM_UP = 20_000;
  int MEASURED = 5_000;

  @Test
  default void allocatesNothingOnceOpen() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Counting counting = new Counting();
    exchange(counting, WARM_UP);
    long before = threads.getCurrentThreadAllocatedBytes();
    long idle = threads.getCurrentThreadAllocatedBytes() - before;
    before = threads.getCurrentThreadAllocatedBytes();
    exchange(counting, MEASURED);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before - idle;

    assertThat(counting.received).isEqualTo(WARM_UP + MEASURED);
    assertThat(allocated).as("bytes allocated by both sides in %d exchanges", MEASURED).isZero();
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
