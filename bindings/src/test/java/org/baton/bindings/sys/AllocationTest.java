package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.pollfd;
import org.junit.jupiter.api.Test;

/** The calls of the data path leave nothing for the collector. */
class AllocationTest {
  private static final int CALLS = 125_000;

  /**
   * Until they are compiled the calls allocate, and when the compiler gets to them is not a matter
   * of rounds: on a busy machine it may take seconds, in which a million calls are done.
   */
  private static final long COMPILED_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** One object of the smallest size at each call would be 2 MB. */
  private static final long NOISE_BYTES = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A loop of {@link #CALLS} calls of one kind, compiled by itself as a caller's loop would be. */
  private interface Loop {
    /** Returns the sum of what the calls returned. */
    long run();
  }

  @Test
  void callsAllocateNothing() {
    int zero = Descriptors.open("/dev/zero", Linux.O_RDWR());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(pollfd.layout());
      pollfd.fd(memory, zero);
      long refused = -CALLS * (long) Linux.EBADF();
      check("read by address", 0, () -> readByAddress(zero, memory));
      check("read", 0, () -> read(zero, memory));
      check("write", CALLS, () -> write(zero, memory));
      check("ioctl", refused, () -> ioctl(memory));
      check("poll", 0, () -> poll(memory));
      check("send", refused, () -> send(memory));
      check("recv", refused, () -> recv(memory));
      check("io_uring_enter", refused, AllocationTest::enter);
    }
    assertThat(Libc.close(zero)).isZero();
  }

  private void check(String call, long expectedSum, Loop loop) {
    long allocated = Long.MAX_VALUE;
    long begin = System.nanoTime();
    while (allocated > NOISE_BYTES && System.nanoTime() - begin < COMPILED_WITHIN_NANOS) {
      long before = threads.getCurrentThreadAllocatedBytes();
      long sum = loop.run();
      allocated = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(sum).as(call).isEqualTo(expectedSum);
    }
    assertThat(allocated).as(call).isLessThanOrEqualTo(NOISE_BYTES);
  }

  private static long readByAddress(int fd, MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Libc.read(fd, memory.address(), 0);
    }
    return sum;
  }

  private static long read(int fd, MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Libc.read(fd, memory, 0, 0);
    }
    return sum;
  }

  private static long write(int fd, MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Libc.write(fd, memory, 0, 1);
    }
    return sum;
  }

  private static long ioctl(MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Libc.ioctl(-1, 0, memory);
    }
    return sum;
  }

  private static long poll(MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Libc.poll(memory, 0);
    }
    return sum;
  }

  private static long send(MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Sockets.send(-1, memory, 0, 1, 0);
    }
    return sum;
  }

  private static long recv(MemorySegment memory) {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += Sockets.recv(-1, memory.address(), 1, 0);
    }
    return sum;
  }

  private static long enter() {
    long sum = 0;
    for (int i = 0; i < CALLS; i++) {
      sum += UringCalls.enter(-1, 0, 0, 0);
    }
    return sum;
  }
}
