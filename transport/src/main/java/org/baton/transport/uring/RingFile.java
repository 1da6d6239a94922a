package org.baton.transport.uring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.baton.bindings.linux.Linux;
import org.baton.bindings.linux.io_cqring_offsets;
import org.baton.bindings.linux.io_sqring_offsets;
import org.baton.bindings.linux.io_uring_params;
import org.baton.bindings.sys.Libc;
import org.baton.bindings.sys.SystemCallException;

/** The descriptor of a ring, and what the kernel answered when it was made. */
final class RingFile implements AutoCloseable {
  private final int fd;
  private final MemorySegment params;

  private RingFile(int fd, MemorySegment params) {
    this.fd = fd;
    this.params = params;
  }

  /**
   * Makes a ring.
   *
   * @param entries submissions at a time
   * @param completions room in the completion queue; the kernel rounds up to a power of two
   * @throws SystemCallException if the kernel refuses
   */
  static RingFile create(RingCalls calls, int entries, int completions, Set<SetupFlag> flags) {
    MemorySegment params = io_uring_params.allocate(Arena.ofAuto());
    io_uring_params.flags(
        params, Linux.IORING_SETUP_CQSIZE() | Linux.IORING_SETUP_CLAMP() | SetupFlag.bits(flags));
    io_uring_params.cq_entries(params, completions);
    int fd = SystemCallException.check("io_uring_setup", calls.setup(entries, params));
    return new RingFile(fd, params);
  }

  int fd() {
    return fd;
  }

  /** {@code IORING_FEAT_*}. */
  int features() {
    return io_uring_params.features(params);
  }

  /** {@code struct io_sqring_offsets}. */
  MemorySegment submissionOffsets() {
    return io_uring_params.sq_off(params);
  }

  /** {@code struct io_cqring_offsets}. */
  MemorySegment completionOffsets() {
    return io_uring_params.cq_off(params);
  }

  /** Bytes of the mapping that both queues share. */
  long ringBytes(boolean hasArray) {
    long completions =
        Integer.toUnsignedLong(io_cqring_offsets.cqes(completionOffsets()))
            + io_uring_params.cq_entries(params) * CqeDescriptor.SIZE;
    if (!hasArray) {
      return completions;
    }
    long array =
        Integer.toUnsignedLong(io_sqring_offsets.array(submissionOffsets()))
            + io_uring_params.sq_entries(params) * (long) Integer.BYTES;
    return Math.max(array, completions);
  }

  /** Bytes of the submission entries. */
  long entriesBytes() {
    return io_uring_params.sq_entries(params) * SqeDescriptor.SIZE;
  }

  /** Gives up the descriptor. Mappings stay. */
  @Override
  public void close() {
    int ignored = Libc.close(fd);
  }
}
