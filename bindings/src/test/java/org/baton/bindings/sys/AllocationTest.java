package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.pollfd;
import org.junit.jupiter.api.Test;

/** The calls of the data path leave nothing for the collector. */
class AllocationTest {
  private static final int CALLS = 1_000_000;

  /**
   * Until they are compiled the calls allocate; the compiler may take some rounds on a busy
   * machine.
   */
  private static final int ROUNDS = 20;

  /** One object of the smallest size at each eighth call would be 2 MB. */
  private static final long NOISE_BYTES = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aMillionCallsAllocateNothing() {
    int zero = Descriptors.open("/dev/zero", Linux.O_RDWR());
    long allocated = Long.MAX_VALUE;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(pollfd.layout());
      pollfd.fd(memory, zero);
      for (int round = 0; round < ROUNDS && allocated > NOISE_BYTES; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = calls(zero, memory);
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
        // Of every eight calls one writes a byte, and four are refused.
        assertThat(sum).isEqualTo(CALLS / 8 * (1 - 4L * Linux.EBADF()));
      }
    }
    assertThat(allocated).isLessThanOrEqualTo(NOISE_BYTES);
    assertThat(Libc.close(zero)).isZero();
  }

  private static long calls(int zero, MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum +=
          switch (i % 8) {
            case 0 -> Libc.read(zero, memory.address(), 0);
            case 1 -> Libc.read(zero, memory, 0, 0);
            case 2 -> Libc.write(zero, memory, 0, 1);
            case 3 -> Libc.ioctl(-1, 0, memory);
            case 4 -> Libc.poll(memory, 0);
            case 5 -> Sockets.send(-1, memory, 0, 1, 0);
            case 6 -> Sockets.recv(-1, memory.address(), 1, 0);
            default -> UringCalls.enter(-1, 0, 0, 0);
          };
    }
    return sum;
  }
}
