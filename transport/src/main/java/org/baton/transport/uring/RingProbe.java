package org.baton.transport.uring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.iovec;
import org.baton.bindings.sys.Errno;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.MappedMemory;
import org.baton.bindings.sys.SystemCallException;
import org.baton.transport.Feature;

/**
 * Finds out what io_uring offers here, by asking for one thing after the other.
 *
 * <p>A setup flag is tried on top of those that were taken before it. An operation is tried on a
 * descriptor that does not exist: a kernel that knows the operation answers {@code EBADF}.
 *
 * <p><b>Threading:</b> one thread; takes well under a millisecond of system calls.
 */
final class RingProbe {
  private static final int ENTRIES = 4;
  private static final int NO_FD = -1;
  private static final long WAIT_NANOS = 1_000_000_000;
  private static final int NEEDED =
      Linux.IORING_FEAT_SINGLE_MMAP() | Linux.IORING_FEAT_NODROP() | Linux.IORING_FEAT_FAST_POLL();

  private final RingCalls calls;
  private final List<Feature> features = new ArrayList<>();
  private final Set<SetupFlag> flags = EnumSet.noneOf(SetupFlag.class);

  private RingProbe(RingCalls calls) {
    this.calls = calls;
  }

  /** Probes. */
  static RingReport run(RingCalls calls) {
    return new RingProbe(calls).probe();
  }

  private RingReport probe() {
    int found;
    try (RingFile file = RingFile.create(calls, ENTRIES, ENTRIES, flags)) {
      found = file.features();
    } catch (SystemCallException e) {
      return unavailable(
          "io_uring_setup: " + Errno.describe(e.errno()), UringDenial.advice(e.errno()));
    }
    if ((found & NEEDED) != NEEDED) {
      return unavailable(
          "it lacks IORING_FEAT_SINGLE_MMAP, _NODROP or _FAST_POLL",
          UringDenial.advice(Linux.EINVAL()));
    }
    features.add(Feature.available("io_uring"));
    boolean waits = probeFeature("IORING_FEAT_EXT_ARG", found & Linux.IORING_FEAT_EXT_ARG());
    probeFlags(waits);
    return probeRing(waits);
  }

  private void probeFlags(boolean waitsWithTimeout) {
    for (SetupFlag flag : SetupFlag.values()) {
      if (!flag.isWanted(flags, waitsWithTimeout)) {
        if (!flag.unwanted().isEmpty()) {
          features.add(Feature.missing(flag.constant(), flag.unwanted(), ""));
        }
        continue;
      }
      Set<SetupFlag> tried = EnumSet.of(flag);
      tried.addAll(flags);
      try {
        RingFile.create(calls, ENTRIES, ENTRIES, tried).close();
        flags.add(flag);
        features.add(Feature.available(flag.constant()));
      } catch (SystemCallException e) {
        features.add(
            Feature.missing(
                flag.constant(),
                "io_uring_setup: " + Errno.describe(e.errno()),
                "Linux " + flag.since() + " has it"));
      }
    }
  }

  private boolean probeFeature(String name, int bit) {
    features.add(
        bit != 0
            ? Feature.available(name)
            : Feature.missing(name, "io_uring_setup does not offer it", "Linux 5.11 has it"));
    return bit != 0;
  }

  private RingReport probeRing(boolean waitsWithTimeout) {
    RingOptions options = new RingOptions(flags, false, waitsWithTimeout);
    try (Ring ring = Ring.create(calls, options, ENTRIES, ENTRIES)) {
      for (int opcode : new int[] {Linux.IORING_OP_SEND(), Linux.IORING_OP_RECV()}) {
        int error = operation(ring, opcode, 0);
        if (error != 0) {
          features.clear();
          return unavailable(
              "operation %d: %s".formatted(opcode, Errno.describe(error)),
              UringDenial.advice(Linux.EINVAL()));
        }
      }
      boolean registers = probeRegisteredFd();
      String noZeroCopy = probeZeroCopy(ring);
      return RingReport.available(
          features, new RingOptions(flags, registers, waitsWithTimeout), noZeroCopy);
    } catch (SystemCallException e) {
      features.clear();
      return unavailable(
          e.call() + ": " + Errno.describe(e.errno()), UringDenial.advice(e.errno()));
    }
  }

  private boolean probeRegisteredFd() {
    String name = "IORING_REGISTER_RING_FDS";
    try (RingFile file = RingFile.create(calls, ENTRIES, ENTRIES, flags)) {
      int index = Ring.registerFd(calls, file.fd());
      if (index < 0) {
        features.add(
            Feature.missing(
                name, "io_uring_register: " + Errno.describe(-index), "Linux 5.18 has it"));
        return false;
      }
      Ring.unregisterFd(calls, file.fd(), index);
    }
    features.add(Feature.available(name));
    return true;
  }

  /** Why there is no zero copy; empty if there is. */
  private String probeZeroCopy(Ring ring) {
    String name = "IORING_OP_SEND_ZC";
    int error = operation(ring, Linux.IORING_OP_SEND_ZC(), Linux.IORING_SEND_ZC_REPORT_USAGE());
    if (error != 0) {
      String cause = Errno.describe(error);
      features.add(Feature.missing(name, cause, "Linux 6.2 has it, with reports of its use"));
      return "SEND_ZC: " + cause;
    }
    features.add(Feature.available(name));
    int registration = registerOnePage(ring);
    if (registration < 0) {
      String cause = "io_uring_register: " + Errno.describe(-registration);
      features.add(
          Feature.missing("IORING_REGISTER_BUFFERS", cause, UringDenial.advice(-registration)));
      return cause;
    }
    features.add(Feature.available("IORING_REGISTER_BUFFERS"));
    return "";
  }

  private static int registerOnePage(Ring ring) {
    long bytes = Libc.pageSize();
    try (MappedMemory page = MappedMemory.anonymous(bytes);
        Arena arena = Arena.ofConfined()) {
      MemorySegment vector = iovec.allocate(arena);
      iovec.iov_base(vector, page.segment());
      iovec.iov_len(vector, bytes);
      return ring.registerBuffers(vector.address(), 1);
    }
  }

  /** Tries an operation on no file: 0 if the kernel knows it, else its errno. */
  private static int operation(Ring ring, int opcode, int ioprio) {
    ring.submissions().add(SqeDescriptor.head(opcode, ioprio, NO_FD), 0, 0, 0, 0, 0);
    int entered = ring.enterAndWait(WAIT_NANOS);
    if (entered < 0) {
      return -entered;
    }
    if (!ring.completions().hasNext()) {
      return Linux.ETIME();
    }
    int result = ring.completions().result();
    ring.completions().advance();
    return result == -Linux.EBADF() ? 0 : -result;
  }

  private RingReport unavailable(String cause, String advice) {
    features.add(Feature.missing("io_uring", cause, advice));
    return RingReport.unavailable(features, cause + "; " + advice);
  }
}
