package org.baton.bindings.sys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.__kernel_timespec;
import org.baton.bindings.linux.io_uring_getevents_arg;
import org.baton.bindings.linux.io_uring_params;
import org.baton.bindings.linux.io_uring_probe;
import org.baton.bindings.linux.io_uring_probe_op;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UringCallsTest {
  private static final int NO_FD = 1 << 20;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment params = io_uring_params.allocate(arena);
  private int ring;

  @BeforeEach
  void setup() {
    ring = UringCalls.setup(8, params);
  }

  @AfterEach
  void close() {
    if (ring >= 0) {
      Libc.close(ring);
    }
    arena.close();
  }

  @Test
  void aRingIsMadeOrRefusedByName() {
    if (ring < 0) {
      assertThat(Errno.name(-ring)).isIn("EPERM", "ENOSYS");
      return;
    }
    assertThat(io_uring_params.sq_entries(params)).isEqualTo(8);
    assertThat(io_uring_params.cq_entries(params)).isEqualTo(16);
    assertThat(Libc.fcntl(ring, Linux.F_GETFD(), 0)).isEqualTo(Linux.FD_CLOEXEC());
    assertThat(UringCalls.setup(0, io_uring_params.allocate(arena))).isEqualTo(-Linux.EINVAL());
  }

  @Test
  void aRingSaysWhatItCanDo() {
    assumeRing();
    int ops = 256;
    MemorySegment probe =
        arena.allocate(io_uring_probe.sizeof() + ops * io_uring_probe_op.sizeof(), 8);
    int opcode = Linux.IORING_REGISTER_PROBE();
    assertThat(UringCalls.register(ring, opcode, probe, ops)).isZero();
    assertThat(io_uring_probe.last_op(probe)).isPositive();
    assertThat(UringCalls.register(ring, opcode, 8L, ops)).isEqualTo(-Linux.EFAULT());
  }

  @Test
  void aWaitEndsAtItsTimeout() {
    assumeRing();
    MemorySegment timeout = __kernel_timespec.allocate(arena);
    __kernel_timespec.tv_nsec(timeout, 1000);
    MemorySegment argument = io_uring_getevents_arg.allocate(arena);
    io_uring_getevents_arg.ts(argument, timeout.address());
    int flags = Linux.IORING_ENTER_GETEVENTS() | Linux.IORING_ENTER_EXT_ARG();
    int result = UringCalls.enter(ring, 0, 1, flags, argument.address(), argument.byteSize());
    assertThat(result).isEqualTo(-Linux.ETIME());
    assertThat(UringCalls.enter(ring, 0, 0, 0)).isZero();
  }

  @Test
  void errorsAndMistakes() {
    assumeRing();
    assertThat(UringCalls.enter(NO_FD, 0, 0, 0)).isEqualTo(-Linux.EBADF());
    assertThat(UringCalls.register(NO_FD, Linux.IORING_REGISTER_PROBE(), 8L, 0))
        .isEqualTo(-Linux.EBADF());
    assertThatThrownBy(() -> UringCalls.setup(8, params.asSlice(8)))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private void assumeRing() {
    assumeThat(ring).as("io_uring is allowed here").isNotNegative();
  }
}
