package org.baton.transport.uring;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.io_uring_params;

/** The kernel's calls, of which single ones are refused as an older or a locked kernel would. */
public final class FakeRingCalls implements RingCalls {
  private final Map<Integer, Integer> registrations = new HashMap<>();
  private int setupErrno;
  private int refusedFlags;
  private int hiddenFeatures;
  private int completions;

  /** The negated error number that every further enter returns; 0 lets them pass. */
  public int enterErrno;

  /** Every setup fails. */
  public FakeRingCalls refuseSetup(int errno) {
    setupErrno = errno;
    return this;
  }

  /** A setup with this flag fails. */
  public FakeRingCalls refuseFlag(SetupFlag flag) {
    refusedFlags |= flag.bit();
    return this;
  }

  /** The kernel lacks this {@code IORING_FEAT_*}. */
  public FakeRingCalls hideFeature(int feature) {
    hiddenFeatures |= feature;
    return this;
  }

  /** A registration of this kind fails. */
  public FakeRingCalls refuseRegistration(int opcode, int errno) {
    registrations.put(opcode, errno);
    return this;
  }

  /** Completion queues have this many entries, whatever was asked for. */
  public FakeRingCalls shrinkCompletions(int entries) {
    completions = entries;
    return this;
  }

  @Override
  public int setup(int entries, MemorySegment params) {
    if (setupErrno != 0) {
      return -setupErrno;
    }
    if ((io_uring_params.flags(params) & refusedFlags) != 0) {
      return -Linux.EINVAL();
    }
    if (completions != 0) {
      io_uring_params.cq_entries(params, completions);
    }
    int fd = KERNEL.setup(entries, params);
    io_uring_params.features(params, io_uring_params.features(params) & ~hiddenFeatures);
    return fd;
  }

  @Override
  public int enter(int fd, int toSubmit, int minComplete, int flags, long argument, long length) {
    if (enterErrno != 0) {
      return -enterErrno;
    }
    return KERNEL.enter(fd, toSubmit, minComplete, flags, argument, length);
  }

  @Override
  public int register(int fd, int opcode, long argument, int count) {
    Integer errno = registrations.get(opcode);
    return errno == null ? KERNEL.register(fd, opcode, argument, count) : -errno;
  }
}
